"""Describe a run as a Frictionless Data Package (v2): types, constraints, keys, sources, licence.

Made from the contract of the tables, so that the description cannot drift from the data.
Standard: https://datapackage.org/standard/data-package/
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from feedback_nlp.release.run_facts import RunFacts
from feedback_nlp.tables import TABLES, Field, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
GEONAMES = {
    "title": "GeoNames (CC BY 4.0), for names, ids and coordinates of cities",
    "path": "https://www.geonames.org",
}


def describe(files: Mapping[str, bytes], facts: RunFacts) -> dict[str, Any]:
    """Return the descriptor of a run's tables.

    Args:
        files: File name → content, as `table_files` gives them for every table.
        facts: Facts of the run.

    Returns:
        A `datapackage.json` as a dictionary. Of each table the CSV is the resource; the Parquet of the same name
        holds the same rows and is a resource of its own without a schema.
    """
    resources = []
    for spec in TABLES.values():
        resources.append(_csv_resource(spec, files[f"{spec.name}.csv"]))
        resources.append(_parquet_resource(spec, files[f"{spec.name}.parquet"]))
    return {
        "$schema": PROFILE,
        "name": f"feedback-nlp-{facts.run_id}",
        "id": facts.run_id,
        "title": f"{facts.programme}: what learning transferred",
        "description": (
            "Coded testimonials of city officers: who learned which replicable measure from which city, how far it "
            "got, and the words that prove it. Texts with consent `aggregate` may be counted and not quoted."
        ),
        "version": facts.versions["feedback-nlp"],
        "keywords": ["peer learning", "climate action", "cities", "testimonials", "transfer of learning"],
        "sources": [{"title": name} for name in sorted(facts.inputs)] + [GEONAMES],
        "resources": resources,
    }


def _csv_resource(spec: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": spec.name.replace("_", "-"),
        "path": f"{spec.name}.csv",
        "title": spec.title,
        "description": spec.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "bytes": len(content),
        "hash": _hash(content),
        "schema": {
            "$schema": SCHEMA_PROFILE,
            "fields": [_field(field) for field in spec.fields],
            "missingValues": [""],
            "primaryKey": list(spec.primary_key),
            "foreignKeys": [
                {
                    "fields": [reference.field],
                    # A reference to the table itself is written as an empty resource name.
                    "reference": {
                        "resource": "" if reference.table == spec.name else reference.table.replace("_", "-"),
                        "fields": [reference.key],
                    },
                }
                for reference in spec.references
            ],
        },
    }


def _parquet_resource(spec: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": f"{spec.name.replace('_', '-')}-parquet",
        "path": f"{spec.name}.parquet",
        "title": f"{spec.title} (Parquet)",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "hash": _hash(content),
    }


def _field(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": field.required}
    if field.unique:
        constraints["unique"] = True
    if field.enum is not None:
        constraints["enum"] = list(field.enum)
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    if field.pattern is not None and field.type == "string":
        constraints["pattern"] = field.pattern
    described = {"name": field.name, "type": field.type, "description": field.description, "constraints": constraints}
    if field.type == "boolean":
        described |= {"trueValues": ["True"], "falseValues": ["False"]}
    return described


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
