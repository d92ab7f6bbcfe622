"""Print ``docs/article.schema.json``: the JSON Schema of what ``article.model_dump_json()`` writes."""

from __future__ import annotations

import json
import sys

from wechatclean import Article


def without_defaults(value: object) -> object:
    """*value* without what JSON Schema takes for granted, which some versions of pydantic write and some do not."""
    if isinstance(value, dict):
        granted = {"additionalProperties": True}
        return {key: without_defaults(inner) for key, inner in value.items() if granted.get(key) is not inner}
    return [*map(without_defaults, value)] if isinstance(value, list) else value


schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Article.model_json_schema(mode="serialization")}
text = json.dumps(without_defaults(schema), ensure_ascii=False, indent=1)
sys.stdout.buffer.write(f"{text}\n".encode())
