from standin import application

__all__ = ["application"]
