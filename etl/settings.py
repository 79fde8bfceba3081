"""Settings of the program, from the environment (``JUESUAN_*``) or a ``.env`` file; see ``.env.example``."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """One typed class for all settings; secrets are never printed."""

    model_config = SettingsConfigDict(env_prefix="JUESUAN_", env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: SecretStr | None = Field(
        default=None, description="postgresql://… of a server of one's own; without it an embedded one is started"
    )
    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("juesuan", appauthor=False)),
        description="folder of the embedded server and of all that the program keeps",
    )
    max_file_bytes: int = Field(default=200 * 1024 * 1024, gt=0, description="larger files go to quarantine")
    max_text_bytes: int = Field(default=20 * 1024 * 1024, gt=0, description="larger text files go to quarantine")
    max_parse_seconds: float = Field(default=120.0, gt=0, description="a file that takes longer goes to quarantine")
    max_worker_memory_mb: int = Field(default=2048, gt=0, description="address space of a reading process beyond its start")
    # limits of extract: what a document may hold before it is refused
    max_pages: int = Field(default=1000, gt=0, description="a PDF with more pages goes to quarantine")
    max_page_objects: int = Field(default=100_000, gt=0, description="characters and drawn paths on one PDF page")
    max_archive_members: int = Field(default=2000, gt=0, description="files in one ZIP, DOCX or XLSX")
    max_archive_bytes: int = Field(default=400 * 1024 * 1024, gt=0, description="unpacked size of one ZIP, DOCX or XLSX")
    max_archive_ratio: int = Field(default=200, gt=1, description="unpacked size of a member over its packed size")
    max_archive_depth: int = Field(default=2, gt=0, description="ZIP files inside each other")
    max_part_bytes: int = Field(default=50 * 1024 * 1024, gt=0, description="one XML part of a DOCX or XLSX, one web page")
    max_table_cells: int = Field(default=500_000, gt=0, description="cells of all tables of one document")
    max_nesting: int = Field(default=200, gt=0, le=400, description="elements inside each other in Word files and web pages")

    # pages that are pictures
    ocr: bool = Field(default=True, description="recognise pages that are pictures; else such a file goes to quarantine")
    ocr_max_pages: int = Field(default=300, gt=0, description="a PDF with more pictures for pages goes to quarantine")
    ocr_page_seconds: float = Field(default=20.0, gt=0, description="added to the time of a file for each page recognised")
    ocr_memory_mb: int = Field(
        default=3072, gt=0, description="address space of a process that recognises, in place of the other"
    )

    workers: int = Field(default=0, ge=0, description="reading processes; 0: one a core")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"

    @cached_property
    def dbt_project_dir(self) -> Path:
        """Folder of the dbt project that builds the marts."""
        return PROJECT_ROOT / "dbt_project"
