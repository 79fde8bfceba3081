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
    workers: int = Field(default=0, ge=0, description="reading processes; 0: one a core")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"

    @cached_property
    def dbt_project_dir(self) -> Path:
        """Folder of the dbt project that builds the marts."""
        return PROJECT_ROOT / "dbt_project"
