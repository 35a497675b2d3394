/** How much a {@link BoundedMap} may hold. */
export interface MapBounds<V> {
  readonly entries: number;
  /** Of all values together, by `sizeOf`. Default: only the number counts. */
  readonly size?: number;
  readonly sizeOf?: (value: V) => number;
}

/** A map that forgets what was written longest ago when it holds too much. */
export class BoundedMap<V> {
  readonly #values = new Map<string, V>();
  readonly #bounds: MapBounds<V>;
  #size = 0;

  constructor(bounds: MapBounds<V>) {
    this.#bounds = bounds;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  /** A value larger than the whole map is not kept. */
  set(key: string, value: V): void {
    const { entries, size = Number.POSITIVE_INFINITY } = this.#bounds;
    this.#delete(key);
    if (this.#sizeOf(value) > size) return;
    this.#values.set(key, value);
    this.#size += this.#sizeOf(value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= entries && this.#size <= size) break;
      this.#delete(oldest);
    }
  }

  #delete(key: string): void {
    const value = this.#values.get(key);
    if (value !== undefined && this.#values.delete(key)) this.#size -= this.#sizeOf(value);
  }

  #sizeOf(value: V): number {
    return this.#bounds.sizeOf?.(value) ?? 1;
  }
}
