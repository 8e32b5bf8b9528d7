#!/bin/bash
# =============================================================
# Docker Swarm Rolling Update Script
# =============================================================

set -e

SERVICE_NAME="brain-tumor"
IMAGE_TAG=${1:-latest}

echo "=== Swarm Rolling Update ==="
echo "Image tag: $IMAGE_TAG"
echo ""

# 1. 이미지 빌드 및 푸시 (레지스트리 사용 시)
echo "[1/4] Building images..."
docker build -t nn-django:$IMAGE_TAG ../brain_tumor_back/
docker build -t nn-fastapi:$IMAGE_TAG ../modAI/

# 2. 서비스 업데이트
echo "[2/4] Updating Django service..."
docker service update \
    --image nn-django:$IMAGE_TAG \
    --update-parallelism 1 \
    --update-delay 30s \
    --update-order start-first \
    ${SERVICE_NAME}_django

echo "[3/4] Updating FastAPI service..."
docker service update \
    --image nn-fastapi:$IMAGE_TAG \
    --update-parallelism 1 \
    --update-delay 30s \
    --update-order start-first \
    ${SERVICE_NAME}_fastapi

# 3. 상태 확인
echo "[4/4] Checking deployment status..."
docker service ps ${SERVICE_NAME}_django
docker service ps ${SERVICE_NAME}_fastapi

echo ""
echo "=== Rolling Update Complete ==="
