const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Whether an object anywhere in a text, which is valid JSON, names a member twice; JSON.parse would keep the last. */
export function hasMemberTwice(json: string): boolean {
  const open: { readonly members: Set<string>; readonly isObject: boolean }[] = [];
  let awaitsName = false;
  for (const [text] of json.matchAll(token)) {
    const current = open.at(-1);
    if (text === "{" || text === "[") open.push({ members: new Set(), isObject: text === "{" });
    else if (text === "}" || text === "]") open.pop();
    else if (text.startsWith('"') && awaitsName && current?.isObject === true) {
      const name = String(JSON.parse(text));
      if (current.members.has(name)) return true;
      current.members.add(name);
    }
    awaitsName = text === "{" || text === ",";
  }
  return false;
}
