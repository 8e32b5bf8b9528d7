from standin import application as app

__all__ = ["app"]
