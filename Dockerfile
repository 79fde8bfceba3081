# The program alone; the database is a service of its own (docker-compose.yml).
FROM python:3.11-slim
WORKDIR /opt/juesuan
COPY pyproject.toml constraints.txt README.md ./
COPY etl etl
COPY models models
COPY migrations migrations
COPY dbt_project dbt_project
COPY reference reference
COPY schemas schemas
COPY samples samples
RUN pip install --no-cache-dir --constraint constraints.txt --editable ".[ocr]" \
    && useradd --create-home juesuan \
    && install --directory --owner juesuan /var/lib/juesuan
USER juesuan
ENTRYPOINT ["juesuan"]
CMD ["--help"]
