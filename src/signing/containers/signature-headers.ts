/** HTTP header the detached JWS travels in; the name open-banking interfaces use for the same construction. */
export const JWS_HEADER = "X-JWS-Signature";

/** HTTP header a detached XML signature travels in, Base64 of the Signature document. */
export const XML_SIGNATURE_HEADER = "X-XML-Signature";

/** HTTP header a detached CMS signature travels in, Base64 of DER. */
export const CMS_HEADER = "X-CMS-Signature";

/** HTTP header a batch signature travels in: one signature over many bodies, with the way from this body to it. */
export const BATCH_HEADER = "X-Batch-Signature";

/** Longest value of a signature header made and accepted, in characters; Node takes 16 KiB of headers per request. */
export const longestHeaderValue = 12 * 1024;
