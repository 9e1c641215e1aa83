import { refuseFile } from './refusals.ts';

export type TextEncoding = 'utf-8' | 'gb18030';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const MARKUP = /<(!doctype|html|head|body|script|svg|iframe|object|embed|img|\?xml|\?php|%)/i;

/**
 * Tells the encoding of a text: UTF-8 when all bytes are valid UTF-8, else GB18030 when all are valid there. `read` gives
 * the bytes from the beginning, each time it is called. Refuses other encodings, control characters, web pages, scripts.
 */
export async function checkText(read: () => AsyncIterable<Buffer>): Promise<TextEncoding> {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (await isText(read(), encoding)) return encoding;
  }
  throw refuseFile('file-encoding');
}

async function isText(parts: AsyncIterable<Buffer>, encoding: TextEncoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let first = true;
  try {
    for await (const part of parts) {
      if (first) checkHead(part.toString('latin1', 0, 1024));
      first = false;
      if (CONTROL.test(decoder.decode(part, { stream: true }))) throw refuseFile('file-encoding');
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function checkHead(head: string): void {
  if (/^(\xff\xfe|\xfe\xff)/.test(head)) throw refuseFile('file-encoding');
  const start = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (start.startsWith('<') || start.startsWith('#!') || MARKUP.test(head)) throw refuseFile('file-active');
  if (head.includes('%PDF-')) throw refuseFile('file-polyglot');
}
