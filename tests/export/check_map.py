"""python check_map.py PLAN MAP: the map is valid GeoJSON, GDAL reads it, and it shows the plan."""

import json
import sys

import geojson_validator
import geopandas

plan, text = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
plan, collection = json.loads(plan), json.loads(text)
features = {feature["id"]: feature for feature in collection["features"]}
assert len(features) == len(collection["features"]), "ids stand twice"

# 1. Valid, by a validator of others. It takes a ring that touches 180 degrees for one that crosses them.
assert geojson_validator.validate_structure(collection) == {}
located = [feature for feature in collection["features"] if feature["geometry"] is not None]
if located:
    found = geojson_validator.validate_geometries(dict(collection, features=located))
    assert found["invalid"] == {}, found["invalid"]
    assert set(found["problematic"]) <= {"crosses_antimeridian", "excessive_vertices", "holes"}, found


def lines(geometry):
    """Every line and ring."""
    if geometry is None or geometry["type"] == "Point":
        return []
    coordinates = geometry["coordinates"]
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[geometry["type"]]
    parts = [coordinates]
    for _ in range(depth):
        parts = [inner for part in parts for inner in part]
    return parts


for feature in collection["features"]:
    for line in lines(feature["geometry"]):
        for (a, south), (b, north) in zip(line, line[1:]):
            assert abs(a - b) <= 180 and max(abs(a), abs(b)) <= 180, (feature["id"], a, b)
            assert max(abs(south), abs(north)) <= 90, feature["id"]
            assert all(round(at, 5) == at for at in (a, b, south, north)), feature["id"]

# 2. GDAL reads it, and GEOS finds the outlines sound.
frame = geopandas.read_file(sys.argv[2])
assert len(frame) == len(collection["features"])
assert frame.crs.to_epsg() == 4326
assert frame.geometry[frame.geometry.notna()].is_valid.all()
kinds = frame.groupby("kind").size().to_dict()

# 3. It shows the plan.
offices = {office["host"]: office for office in plan["offices"]}
covered = {own["country"]: own for own in plan["assignments"]}
has_places = any(own.get("distance_km") for own in plan["assignments"])
assert kinds["office"] == len(offices)
assert kinds["country"] >= len(covered)
superiors = [office for office in plan["offices"] if office["reports_to"]]
if has_places:
    assert kinds.get("reporting line", 0) == len(superiors)
for country, own in covered.items():
    shown = features[f"country {country}"]["properties"]
    assert (shown["office"], shown["area"]) == (own["office"], own["area"])
    assert shown["workload"] == own["workload"] / 1000
    line = features.get(f"coverage line {country}")
    if country == own["office"] or not has_places:
        assert line is None
    else:
        assert line["properties"]["office"] == own["office"]
        assert line["geometry"]["type"] in ("LineString", "MultiLineString")
for host, office in offices.items():
    shown = features[f"office {host}"]["properties"]
    for key in ("tier", "reports_to", "posts", "region", "city"):
        assert shown[key] == office[key], (host, key)
    assert shown["cost"] == office["cost"] / 100
    assert set(shown["countries"].split()) == {c for c, own in covered.items() if own["office"] == host}

# 4. The outlines of areas are those of their countries, without gaps, overlaps or borders inside.
outlines = frame[frame.geom_type == "MultiPolygon"].set_index("id").geometry
for kind, key in (("area", "area"), ("remit", "office")):
    for host in {own[key] for own in covered.values()} - {None}:
        names = [f"country {c}" for c, own in covered.items() if own[key] == host]
        parts = outlines[[name for name in names if name in outlines.index]]
        if parts.empty:
            assert f"{kind} {host}" not in features
            continue
        whole = outlines[f"{kind} {host}"]
        union = parts.union_all()
        assert whole.symmetric_difference(union).area < 1e-3 * union.area, (kind, host)
        countries = set(features[f"{kind} {host}"]["properties"]["countries"].split())
        assert {f"country {c}" for c in countries} == set(names)
