"""Pages of the documentation that are printed from the code say what the code says."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import jsonschema
import pytest
from folders import FIXTURES, ROOT

import wechatclean
from wechatclean import download


@pytest.mark.writes("always")
@pytest.mark.parametrize(
    ("name", "page"),
    [("api", "api.md"), ("elements", "elements.md"), ("metadata", "metadata.md"), ("schema", "article.schema.json")],
)
def test_a_page_is_printed_from_the_code(name, page, request):
    script, page = ROOT / "docs" / f"print_{name}.py", ROOT / "docs" / page
    done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    if request.config.getoption("update"):
        page.write_text(done.stdout, "utf-8")
    assert done.stdout == page.read_text("utf-8"), "run `pytest --update tests/docs`"


def test_what_an_article_is_written_as_is_what_the_schema_says():
    schema = json.loads((ROOT / "docs" / "article.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for page in [FIXTURES / "metadata/everything/input.html", *FIXTURES.glob("embed/*/input.html")]:
        jsonschema.validate(json.loads(wechatclean.clean(page.read_bytes()).model_dump_json()), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"titel": "茶"}, schema)


def test_every_public_name_is_on_one_page():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    names = {*wechatclean.__all__, *download.__all__}
    shown = re.compile(r"^(?:### |\* )`(?:class |async )?(\w+)", re.M)
    assert sorted(names - set(shown.findall(page))) == []


def test_every_public_name_is_in_the_reference():
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "reference").glob("*.md"))
    modules = {"download", "embeds", "sites"}
    assert sorted({*wechatclean.__all__} ^ {*re.findall(r"^::: wechatclean\.(\w+)$", pages, re.M)} - modules) == []
