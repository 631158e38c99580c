/**
 * Some plain text, in one line, as Markdown that shows it as it is; for names and headlines that stand in a text
 * which the product writes. Escapes only what CommonMark 0.31 or a table would read as markup, so that whoever
 * edits the text goes on reading it.
 */
export function escapeMarkdown(plain: string): string {
  return escapeBeginning(escapeSigns(plain).trim());
}

/** The same for a piece within a line: white space around it stays, as one space. */
export function escapeSigns(plain: string): string {
  return plain
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*[\]|~]|<(?=[a-z/!?])|&(?=#|\w+;)/gi, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}

/** A line whose first signs would make it a heading, a quotation or a list. */
export function escapeBeginning(line: string): string {
  return line
    .replace(/^(?:>|#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=]))/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** An address as the target of a Markdown link, whatever signs it holds. */
export function linkTarget(address: string): string {
  return `<${address.replaceAll(/[<>\\\s]/g, (sign) => encodeURIComponent(sign))}>`;
}
