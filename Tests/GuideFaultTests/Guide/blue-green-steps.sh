# 1. Green 환경 이미지 빌드
docker compose -f docker-compose.blue-green.yml build django-green fastapi-green

# 2. Green 환경 시작
docker compose -f docker-compose.blue-green.yml --profile green up -d

# 3. Green 환경 Health Check 확인
curl http://localhost:8001/health/  # Green 포트로 직접 확인

# 4. Nginx 설정 변경 (Blue → Green)
# nginx-blue-green.conf에서 주석 전환 후:
docker exec nn-nginx nginx -s reload

# 5. Blue 환경 중지 (선택)
docker stop nn-django-blue nn-fastapi-blue

# 6. 롤백 필요 시
# nginx 설정에서 다시 Blue로 전환
docker exec nn-nginx nginx -s reload
docker start nn-django-blue nn-fastapi-blue
