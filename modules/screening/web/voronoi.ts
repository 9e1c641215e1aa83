/** A point of the plane: x, y. */
export type Point = readonly [number, number];
/** A simple polygon; the last point is joined to the first. */
export type Ring = readonly Point[];

/** A straight line as its normal and distance: points with `a·x + b·y <= c` are kept. */
type HalfPlane = { a: number; b: number; c: number };

const sideOf = ({ a, b, c }: HalfPlane, [x, y]: Point): number => a * x + b * y - c;

/** The points that are nearer to `own` than to `other`. */
function nearerTo(own: Point, other: Point): HalfPlane {
  const a = other[0] - own[0];
  const b = other[1] - own[1];
  return { a, b, c: (a * (other[0] + own[0]) + b * (other[1] + own[1])) / 2 };
}

function crossing(line: HalfPlane, from: Point, to: Point): Point {
  const start = sideOf(line, from);
  const share = start / (start - sideOf(line, to));
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/** The parts of the border on the kept side; each begins where the border comes in and ends where it goes out. */
function keptChains(ring: Ring, line: HalfPlane): Point[][] {
  const inside = ring.map((point) => sideOf(line, point) <= 0);
  const first = ring.findIndex((_, i) => inside[i] && !inside[(i + ring.length - 1) % ring.length]);
  const chains: Point[][] = [];
  for (let step = 0; step < ring.length; step++) {
    const at = (first + step) % ring.length;
    const point = ring[at] as Point;
    const before = (at + ring.length - 1) % ring.length;
    const after = (at + 1) % ring.length;
    if (!inside[at]) continue;
    if (!inside[before]) chains.push([crossing(line, ring[before] as Point, point)]);
    chains.at(-1)?.push(point);
    if (!inside[after]) chains.at(-1)?.push(crossing(line, point, ring[after] as Point));
  }
  return chains;
}

/** For each chain the one that follows it along the line: crossings in their order pair up, first with second, third with fourth. */
function followers(chains: readonly Point[][], line: HalfPlane): Map<number, number> {
  const along = ([x, y]: Point) => line.a * y - line.b * x;
  const ends = chains
    .flatMap((chain, index) => [
      { index, begins: true, at: along(chain[0] as Point) },
      { index, begins: false, at: along(chain.at(-1) as Point) },
    ])
    .sort((p, q) => p.at - q.at);
  const next = new Map<number, number>();
  for (let i = 0; i + 1 < ends.length; i += 2) {
    const [one, two] = [ends[i], ends[i + 1]];
    if (!one || !two || one.begins === two.begins) continue;
    next.set((one.begins ? two : one).index, (one.begins ? one : two).index);
  }
  return next;
}

/** The chains linked to closed pieces. */
function joined(chains: readonly Point[][], next: ReadonlyMap<number, number>): Ring[] {
  const rings: Ring[] = [];
  const used = new Set<number>();
  for (let start = 0; start < chains.length; start++) {
    const ring: Point[] = [];
    for (let at: number | undefined = start; at !== undefined && !used.has(at); at = next.get(at)) {
      used.add(at);
      ring.push(...(chains[at] ?? []));
    }
    if (ring.length >= 3) rings.push(ring);
  }
  return rings;
}

/** A polygon, also one with bays, cut at a line: none, one or several pieces. */
function cut(ring: Ring, line: HalfPlane): Ring[] {
  const outside = ring.filter((point) => sideOf(line, point) > 0).length;
  if (outside === 0) return [ring];
  if (outside === ring.length) return [];
  const chains = keptChains(ring, line);
  return joined(chains, followers(chains, line));
}

/** Divides an outline among centres: the pieces of each centre are the points nearest to it. Together they are the outline, without overlap. */
export function voronoi(outline: Ring, centres: readonly Point[]): Ring[][] {
  return centres.map((own, index) => {
    let pieces: Ring[] = [outline];
    for (const [other, centre] of centres.entries()) {
      if (other === index) continue;
      pieces = pieces.flatMap((piece) => cut(piece, nearerTo(own, centre)));
    }
    return pieces;
  });
}

/** Area of a polygon, always positive. */
export function areaOf(ring: Ring): number {
  const twice = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as Point;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}
