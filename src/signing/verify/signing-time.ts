import { Refused, demand } from "./refused.ts";
import { onlyText } from "../canonical-xml/reading/xml-children.ts";
import { elementsIn, type XmlElement } from "../canonical-xml/reading/xml-tree.ts";

const dateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A time as XML Schema writes it. Without a zone it is Viet Nam's: tax-authority style signatures leave the zone out.
 *
 * @throws Refused `time-malformed`
 */
export function signingTimeOf(element: XmlElement): Date {
  const text = onlyText(element).trim();
  const [, local = "", fraction = "", zone = "+07:00"] = dateTime.exec(text) ?? [];
  const time = new Date(`${local}${fraction.slice(0, 4)}${zone}`);
  demand(!Number.isNaN(time.getTime()), "time-malformed", text);
  // A day no calendar has is not quietly moved to the next month.
  const utc = new Date(`${local}Z`);
  demand(!Number.isNaN(utc.getTime()) && utc.toISOString().startsWith(local), "time-malformed", text);
  return time;
}

/** The one SigningTime inside signed properties, wherever its writer put it. @throws Refused `time-malformed` */
export function signingTimeIn(properties: readonly XmlElement[]): Date | undefined {
  const found = properties.flatMap((root) => [...elementsIn(root)].filter(({ local }) => local === "SigningTime"));
  if (found.length > 1) throw new Refused("time-malformed", `${found.length} × SigningTime`);
  return found[0] && signingTimeOf(found[0]);
}
