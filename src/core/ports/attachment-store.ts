/** Where large contents are kept, beside the rows that refer to them. Rooms with I/O implement it. */
export interface AttachmentStore {
  /**
   * Keeps contents by the SHA-256 (hex) of their bytes; durable when it resolves. What is kept already stays as it is,
   * unless it was damaged. A
   * crash leaves a whole content or none, and one that nobody came to refer to does no harm.
   * @throws Fault `database-unavailable` where nothing can be written just now
   */
  keep(contents: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** The bytes kept under a hash, as they are: whoever reads them holds them against it. Null where there are none. */
  read(sha256: string): Promise<Uint8Array | null>;
}
