#!/usr/bin/env python3
"""Makes europe.json from the outlines of Natural Earth, as packed in the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 build.py package/countries-50m.json

What it does, in this order:
 1. decodes the TopoJSON; joins what belongs together in the eyes of the Union (Crimea to Ukraine, the north of
    Cyprus to Cyprus, Åland to Finland), where Natural Earth draws who is in control;
 2. projects by Lambert's azimuthal equal-area projection about 52° N 10° E (as ETRS89-LAEA, on a sphere of
    6,371 km), so that a state looks as large as it is; x to the east, y to the north, in kilometres;
 3. drops what lies outside the frame (parts overseas), cuts the rest along it, rounds to whole kilometres and
    drops islets that would be a dot (but never the last of a state);
 4. finds for each state the point farthest from its coast and borders: the label stands there;
 5. keeps the land around the frame, whosever it is, with less detail: wide panes show it, and nothing of it is named.
"""
import heapq
import json
import math
import pathlib
import sys

CODES = {
    "008": "AL", "020": "AD", "040": "AT", "112": "BY", "056": "BE", "070": "BA", "100": "BG", "191": "HR", "196": "CY",
    "203": "CZ", "208": "DK", "233": "EE", "234": "FO", "246": "FI", "250": "FR", "276": "DE", "300": "GR", "348": "HU",
    "352": "IS", "372": "IE", "833": "IM", "380": "IT", "428": "LV", "438": "LI", "440": "LT", "442": "LU", "807": "MK",
    "470": "MT", "498": "MD", "492": "MC", "499": "ME", "528": "NL", "578": "NO", "616": "PL", "620": "PT", "642": "RO",
    "643": "RU", "674": "SM", "688": "RS", "703": "SK", "705": "SI", "724": "ES", "752": "SE", "756": "CH", "792": "TR",
    "804": "UA", "826": "GB", "012": "DZ", "504": "MA", "788": "TN", "434": "LY", "818": "EG", "376": "IL", "422": "LB",
    "760": "SY", "400": "JO", "368": "IQ", "364": "IR", "268": "GE", "051": "AM", "031": "AZ", "398": "KZ", "304": "GL",
    "275": "PS", "682": "SA", "248": "FI", "831": "GG", "832": "JE", "795": "TM", "860": "UZ",
}
NAMED = {"Kosovo": "XK", "N. Cyprus": "CY"}
FRAME = (-4200.0, -3000.0, 4400.0, 3600.0)
LEAST_KM2 = 120.0
# Land around the frame: how far it goes, how much of its coast is left out, and what is too small there.
FAR = (-9600.0, -5200.0, 10000.0, 5400.0)
FAR_KM, FAR_KM2 = 14.0, 2500.0
RADIUS_KM, LAT0, LON0 = 6371.0, math.radians(52), math.radians(10)


def project(lon, lat):
    lon, lat = math.radians(lon) - LON0, math.radians(lat)
    towards = 1 + math.sin(LAT0) * math.sin(lat) + math.cos(LAT0) * math.cos(lat) * math.cos(lon)
    k = RADIUS_KM * math.sqrt(2 / max(towards, 1e-9))
    return (k * math.cos(lat) * math.sin(lon),
            k * (math.cos(LAT0) * math.sin(lat) - math.sin(LAT0) * math.cos(lat) * math.cos(lon)))


def decode(topology):
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        arcs.append(line)
    return arcs


def ring_points(arcs, ring):
    points = []
    for index in ring:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(line[1:] if points else line)
    return points[:-1]


def join(one, other):
    """Two rings of arcs that share a border, as one ring; nothing where they do not."""
    shared = {~a for a in other} & set(one)
    if not shared:
        return None
    while one[0] not in shared or one[-1] in shared:
        one = one[1:] + one[:1]
    back = {~a for a in shared}
    while other[0] not in back or other[-1] in back:
        other = other[1:] + other[:1]
    return [a for a in one if a not in shared] + [a for a in other if a not in back]


def area(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1])) / 2


def inside(points, x, y):
    hit = False
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            hit = not hit
    return hit


def clip(points, frame=FRAME):
    """Cuts a ring along a frame (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, frame[0], 1), (1, frame[1], 1), (0, frame[2], -1), (1, frame[3], -1)):
        cut = []
        for a, b in zip(points, points[1:] + points[:1]):
            da, db = sign * (a[axis] - limit), sign * (b[axis] - limit)
            if da >= 0:
                cut.append(a)
            if da * db < 0:
                t = da / (da - db)
                cut.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        points = cut
        if not points:
            break
    return points


def rounded(points):
    out = []
    for x, y in points:
        point = (round(x), round(y))
        if not out or out[-1] != point:
            out.append(point)
    while len(out) > 1 and out[0] == out[-1]:
        out.pop()
    return out


def distance(rings, x, y):
    nearest = math.inf
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
            dx, dy = bx - ax, by - ay
            t = 0 if dx == dy == 0 else max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
            nearest = min(nearest, math.hypot(x - ax - t * dx, y - ay - t * dy))
    return nearest if inside(rings[0], x, y) and not any(inside(r, x, y) for r in rings[1:]) else -nearest


def label(polygon):
    """The point farthest from the outline, to a few kilometres (the quadtree search of `polylabel`)."""
    xs, ys = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
    half = max(min(max(xs) - min(xs), max(ys) - min(ys)) / 2, 1)
    queue, best = [], (-math.inf, 0, 0)
    x = min(xs)
    while x < max(xs):
        y = min(ys)
        while y < max(ys):
            d = distance(polygon, x + half, y + half)
            heapq.heappush(queue, (-(d + half * 1.5), d, x + half, y + half, half))
            y += 2 * half
        x += 2 * half
    while queue:
        bound, d, x, y, half = heapq.heappop(queue)
        if d > best[0]:
            best = (d, x, y)
        if -bound - best[0] < 4:
            break
        for sx in (-half / 2, half / 2):
            for sy in (-half / 2, half / 2):
                d = distance(polygon, x + sx, y + sy)
                heapq.heappush(queue, (-(d + half / 2 * 1.5), d, x + sx, y + sy, half / 2))
    return [round(best[1]), round(best[2])]


def gather(topology):
    """Polygons (rings of arcs) by code, with names."""
    arcs, states, names = decode(topology), {}, {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = NAMED.get(name) or CODES.get(shape.get("id"))
        if code and shape.get("arcs"):
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            states.setdefault(code, []).extend([list(ring) for ring in polygon] for polygon in polygons)
            if name not in ("N. Cyprus", "Åland"):
                names[code] = name
    crimea = [p for p in states["RU"] if inside(ring_points(arcs, p[0]), 34.2, 45.1)]
    states["RU"] = [p for p in states["RU"] if p not in crimea]
    states["UA"] += crimea
    for code in ("UA", "CY"):
        states[code] = merge(states[code])
    names.update(BA="Bosnia and Herzegovina", FO="Faroe Islands", MK="North Macedonia", TR="Türkiye")
    return arcs, states, names


def merge(polygons):
    """Joins polygons that touch."""
    done = []
    for polygon in polygons:
        for other in done:
            ring = join(other[0], polygon[0])
            if ring:
                other[0] = ring
                break
        else:
            done.append(polygon)
    return done


def simplified(points):
    """A line without the points that lie within FAR_KM of it (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    long = math.hypot(bx - ax, by - ay)

    def off(point):
        x, y = point
        if long == 0:
            return math.hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long

    worst = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[worst]) < FAR_KM:
        return [points[0], points[-1]]
    return simplified(points[:worst + 1])[:-1] + simplified(points[worst:])


def around(topology):
    """The land around the frame, in four bands, and what else there is in it. Borders are simplified as the arcs that two states share, so that they
    still meet; what reaches into the frame is left as it is there."""
    west, south, east, north = FRAME
    inside_frame = lambda p: west <= p[0] <= east and south <= p[1] <= north
    arcs = []
    for line in decode(topology):
        line = [project(*p) for p in line]
        arcs.append(line if any(map(inside_frame, line)) else simplified(line))
    bands = (
        (FAR[0], south, west, north),
        (east, south, FAR[2], north),
        (FAR[0], FAR[1], FAR[2], south),
        (FAR[0], north, FAR[2], FAR[3]),
    )
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        # Antarctica lies around the far side of the plane.
        if not shape.get("arcs") or shape.get("id") == "010":
            continue
        for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            rings = [ring_points(arcs, ring) for ring in polygon]
            if min(math.hypot(*p) for p in rings[0]) > max(map(abs, FAR)):
                continue
            # Of a state without a shape of its own, what reaches into the frame belongs to it, too.
            named = NAMED.get(shape["properties"]["name"]) or CODES.get(shape.get("id"))
            for band in bands if named else bands + (FRAME,):
                cut = [rounded(clip(ring, band)) for ring in rings]
                if len(cut[0]) > 2 and abs(area(cut[0])) >= FAR_KM2:
                    holes = [ring for ring in cut[1:] if len(ring) > 2 and abs(area(ring)) >= FAR_KM2]
                    found.append([[n for point in ring for n in point] for ring in [cut[0]] + holes])
    return found


def main(path):
    topology = json.loads(pathlib.Path(path).read_text())
    arcs, states, names = gather(topology)
    shapes = []
    for code in sorted(states):
        kept = []
        for polygon in states[code]:
            rings = [rounded(clip([project(*p) for p in ring_points(arcs, ring)])) for ring in polygon]
            rings = [rings[0]] + [ring for ring in rings[1:] if abs(area(ring)) >= LEAST_KM2 / 4]
            if len(rings[0]) > 2 and abs(area(rings[0])) > 0:
                kept.append([ring for ring in rings if len(ring) > 2])
        kept.sort(key=lambda polygon: -abs(area(polygon[0])))
        kept = [p for i, p in enumerate(kept) if i == 0 or abs(area(p[0])) >= LEAST_KM2]
        if kept:
            flat = [[[n for point in ring for n in point] for ring in polygon] for polygon in kept]
            shapes.append({"code": code, "name": names[code], "label": label(kept[0]), "polygons": flat})
    far = around(topology)
    target = pathlib.Path(__file__).parent / "europe.json"
    lines = ",\n".join(json.dumps(shape, ensure_ascii=False, separators=(",", ":")) for shape in shapes)
    frames = [json.dumps([round(n) for n in frame]) for frame in (FRAME, FAR)]
    rest = ",\n".join(json.dumps(polygon, separators=(",", ":")) for polygon in far)
    target.write_text(
        f'{{"frame":{frames[0]},"shapes":[\n{lines}\n],\n"far":{{"frame":{frames[1]},"polygons":[\n{rest}\n]}}}}\n'
    )
    print(len(shapes), "shapes,", len(far), "polygons around them,", target.stat().st_size, "bytes")


main(sys.argv[1])
