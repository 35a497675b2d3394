import type { EvidenceMaterial } from "#core/proof/evidence.ts";
import type { Signer } from "#core/ports/ports.ts";
import { asic, writeManifest } from "./asic-manifest.ts";
import { containerFiles, type Making } from "./container-files.ts";
import { writeZip } from "./zip-writer.ts";

/**
 * Seals what is kept about a dossier into one file that anybody can verify offline: an ASiC-E container (ETSI EN 319
 * 162-1) with a CAdES signature over the manifest, which has the SHA-256 of every other file.
 *
 * @param signer of profile `cms`
 * @throws Fault `certificate-outside-dates` when the gateway's certificate is not in force
 */
export async function sealContainer(
  material: EvidenceMaterial,
  { signer, now, ...making }: Making & { readonly signer: Signer; readonly now: Date },
): Promise<Uint8Array> {
  const files = containerFiles(material, making);
  const manifest = writeManifest(files);
  const { value } = await signer.sign(manifest, now);
  return writeZip([
    { name: "mimetype", bytes: Buffer.from(asic.mimetype) },
    ...files,
    { name: asic.manifest, bytes: manifest },
    { name: asic.signature, bytes: Buffer.from(value, "base64") },
  ]);
}
