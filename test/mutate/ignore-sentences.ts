/** A node of the syntax tree as Stryker shows it to an ignorer; only what is looked at here. */
interface SyntaxNode {
  readonly node: {
    readonly type: string;
    /** Of a string. */
    readonly value?: unknown;
    /** Of a template: its text between the expressions. */
    readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
  };
}

/**
 * Leaves the texts people read as they are: a test that repeats a sentence letter by letter finds no defect. A text has a
 * space in it; codes, names and formats have none, and are mutated.
 */
const sentences = {
  shouldIgnore({ node }: SyntaxNode): string | undefined {
    const isSentence =
      (node.type === "StringLiteral" && String(node.value).includes(" ")) ||
      (node.type === "TemplateLiteral" && node.quasis?.some(({ value }) => value.raw.includes(" ")) === true);
    return isSentence ? "a text people read" : undefined;
  },
};

/** Stryker looks for plugins under this name. */
export const strykerPlugins = [{ kind: "Ignore", name: "sentences", value: sentences }] as const;
