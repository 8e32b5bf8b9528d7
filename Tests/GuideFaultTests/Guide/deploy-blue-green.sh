#!/bin/bash
# =============================================================
# Blue-Green Deployment Script
# =============================================================

set -e

COMPOSE_FILE="docker-compose.blue-green.yml"
NGINX_CONF="nginx/nginx-blue-green.conf"

# 현재 활성 환경 확인
get_active_env() {
    if grep -q "server django-blue:8000;" "$NGINX_CONF" | grep -v "#"; then
        echo "blue"
    else
        echo "green"
    fi
}

CURRENT_ENV=$(get_active_env)
if [ "$CURRENT_ENV" = "blue" ]; then
    NEW_ENV="green"
else
    NEW_ENV="blue"
fi

echo "=== Blue-Green Deployment ==="
echo "Current: $CURRENT_ENV"
echo "New: $NEW_ENV"
echo ""

# 1. 새 환경 이미지 빌드
echo "[1/5] Building $NEW_ENV images..."
docker compose -f $COMPOSE_FILE build django-$NEW_ENV fastapi-$NEW_ENV

# 2. 새 환경 시작
echo "[2/5] Starting $NEW_ENV environment..."
docker compose -f $COMPOSE_FILE --profile $NEW_ENV up -d

# 3. Health Check 대기
echo "[3/5] Waiting for health check..."
sleep 30

HEALTH_CHECK=$(curl -s -o /dev/null -w "%{http_code}" http://localhost:8001/health/ || echo "000")
if [ "$HEALTH_CHECK" != "200" ]; then
    echo "ERROR: Health check failed for $NEW_ENV environment"
    docker compose -f $COMPOSE_FILE --profile $NEW_ENV down
    exit 1
fi

# 4. Nginx 설정 전환
echo "[4/5] Switching nginx to $NEW_ENV..."
if [ "$NEW_ENV" = "green" ]; then
    sed -i 's/server django-blue:8000;/# server django-blue:8000;/' $NGINX_CONF
    sed -i 's/# server django-green:8000;/server django-green:8000;/' $NGINX_CONF
    sed -i 's/server fastapi-blue:9000;/# server fastapi-blue:9000;/' $NGINX_CONF
    sed -i 's/# server fastapi-green:9000;/server fastapi-green:9000;/' $NGINX_CONF
else
    sed -i 's/# server django-blue:8000;/server django-blue:8000;/' $NGINX_CONF
    sed -i 's/server django-green:8000;/# server django-green:8000;/' $NGINX_CONF
    sed -i 's/# server fastapi-blue:9000;/server fastapi-blue:9000;/' $NGINX_CONF
    sed -i 's/server fastapi-green:9000;/# server fastapi-green:9000;/' $NGINX_CONF
fi

docker exec nn-nginx nginx -s reload

# 5. 이전 환경 정리 (선택)
echo "[5/5] Stopping $CURRENT_ENV environment..."
docker stop nn-django-$CURRENT_ENV nn-fastapi-$CURRENT_ENV || true

echo ""
echo "=== Deployment Complete ==="
echo "Active environment: $NEW_ENV"
