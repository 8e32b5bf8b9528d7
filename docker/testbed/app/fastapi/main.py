import logging

from standin import application as app

# nginx writes the same line; two hundred a second, twice, keep an engine busy.
logging.getLogger("uvicorn.access").disabled = True

__all__ = ["app"]
