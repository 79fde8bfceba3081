"""What a newcomer is told to type exists, and the compose file keeps its promises."""

from __future__ import annotations

import re

import pytest
import yaml

from etl.cli import app
from etl.settings import PROJECT_ROOT, Settings

READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_and_make_target_of_the_readme_exists(readme):
    text = (PROJECT_ROOT / readme).read_text(encoding="utf-8")
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    commands = {command.name for command in app.registered_commands} | {"db"}
    assert set(re.findall(r"`juesuan (\w+)", text)) <= commands
    for target in re.findall(r"`make (\w+)`", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("readme", READMES)
def test_links_of_the_readme_lead_somewhere(readme):
    text = (PROJECT_ROOT / readme).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert (PROJECT_ROOT / target).exists(), target


def test_compose_has_a_health_check_a_volume_no_default_password_and_listens_on_loopback():
    compose = yaml.safe_load((PROJECT_ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    database, load = compose["services"]["database"], compose["services"]["load"]
    assert database["healthcheck"]["test"]
    assert all(port.startswith("127.0.0.1:") for port in database["ports"])
    assert ":?" in database["environment"]["POSTGRES_PASSWORD"]
    assert ":?" in load["environment"]["JUESUAN_DATABASE_URL"]
    assert load["depends_on"]["database"]["condition"] == "service_healthy"
    assert database["volumes"]
    assert load["command"] == ["run", "/inbox"]


def test_the_settings_example_names_every_setting():
    example = (PROJECT_ROOT / ".env.example").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        if name != "log_level":
            assert f"JUESUAN_{name.upper()}=" in example, name


def test_the_constraints_name_no_address():
    for line in (PROJECT_ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line), line
