# 1. 스택 배포 (최초)
docker stack deploy -c docker-compose.swarm.yml brain-tumor

# 2. 서비스 상태 확인
docker service ls
docker service ps brain-tumor_django

# 3. 이미지 업데이트 (무중단 Rolling Update)
docker service update --image nn-django:v2 brain-tumor_django

# 4. 수동 롤백
docker service rollback brain-tumor_django

# 5. 스케일 조정
docker service scale brain-tumor_django=3

# 6. 로그 확인
docker service logs -f brain-tumor_django

# 7. 스택 제거
docker stack rm brain-tumor
