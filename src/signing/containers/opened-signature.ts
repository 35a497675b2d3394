import type { X509Certificate } from "node:crypto";

/** Something that was signed, exactly as it was signed. */
export interface SignedContent {
  /** URI of the reference in XML (`#id`, empty for the whole document); empty for JWS and CMS. */
  readonly uri: string;
  /** Canonical octets of an element, or the detached bytes. Use these, never the document they came from. */
  readonly bytes: Uint8Array;
  /** Which element this is; absent for detached bytes. */
  readonly element?: SignedElement;
}

interface SignedElement {
  readonly name: string;
  readonly namespace: string;
  /** Path of local names from the root, e.g. `/HDon/DLHDon`. */
  readonly path: string;
}

/**
 * A container whose mathematics hold: the key of `certificate` signed `signed`. Nothing is known yet of who that is,
 * when it was, and whether the certificate counts.
 */
export interface OpenedSignature {
  readonly certificate: X509Certificate;
  /** Other certificates that came along, in any order. */
  readonly bag: readonly X509Certificate[];
  /** For reports, e.g. `rsa-sha256`. */
  readonly algorithm: string;
  /** Time the signer claims, itself signed. */
  readonly signedAt: Date | undefined;
  readonly signed: readonly SignedContent[];
  /** Where the key signed many bodies at once: how many, and which of them (from 0) this is. */
  readonly batch?: { readonly size: number; readonly position: number };
  /** A timestamp token that came along, and the bytes it is for. */
  readonly timestamp: { readonly token: Uint8Array; readonly over: Uint8Array } | undefined;
}
