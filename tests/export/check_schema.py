"""python check_schema.py SCHEMA DOCUMENT: the document fits the schema, which fits the schema of schemas."""

import json
import sys

from jsonschema import Draft202012Validator

schema, document = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"], schema["$schema"]
Draft202012Validator.check_schema(schema)
mistakes = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]
assert not mistakes, mistakes[:5]
