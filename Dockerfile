# The service: docker build -t plan-extractor . && docker run -p 8000:8000 plan-extractor
# For batches: docker run -v "$PWD":/data plan-extractor extract /data/plans -o /data/out
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./
COPY extractor extractor
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir -c constraints.txt '.[all,service]'

FROM python:3.12-slim
COPY --from=build /venv /venv
# It needs no rights and writes nothing but what a mounted folder takes.
RUN useradd --create-home extractor
USER extractor
WORKDIR /home/extractor
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["extractor"]
CMD ["serve", "--host", "0.0.0.0"]
