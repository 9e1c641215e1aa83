import { refuseFile } from './refusals.ts';

/** What a PDF must not do: run scripts, start programs, carry files, play media, send forms. Long names, looked for everywhere. */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9])/;
/** Short names turn up by chance in compressed pictures, so they are looked for outside of streams only. */
const ACTIVE_SHORT = /\/(JS|XFA|GoToE)(?![A-Za-z0-9])/;
const OVERLAP = 64;
const TAIL = 70_000;

/**
 * Reads a PDF part by part. Refuses active content (also with names written as `#4a`), passwords, content of other kinds
 * and a missing end. Objects inside compressed streams are not looked into: serve files as attachments, never inline.
 */
export class PdfCheck {
  #rest = '';
  #pending = '';
  #outsideRest = '';
  #tail = '';
  #inStream = false;
  #first = true;

  add(part: Buffer): void {
    const text = part.toString('latin1');
    if (this.#first && /<html|<script|<svg|<!doctype/i.test(text.slice(0, 1024))) throw refuseFile('file-polyglot');
    this.#first = false;
    const seen = this.#rest + text;
    const plain = withoutEscapes(seen);
    if (ACTIVE.test(plain) || ACTIVE_SHORT.test(withoutEscapes(this.#outsideStreams(text))))
      throw refuseFile('file-active');
    if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(plain)) throw refuseFile('file-encrypted');
    this.#rest = seen.slice(-OVERLAP);
    this.#tail = (this.#tail + text).slice(-TAIL);
  }

  end(): void {
    if (this.#tail.includes('PK\x05\x06')) throw refuseFile('file-polyglot');
    const at = this.#tail.lastIndexOf('%%EOF');
    if (at < 0) throw refuseFile('file-broken');
    if (!/^%%EOF[\s\0]*$/.test(this.#tail.slice(at))) throw refuseFile('file-polyglot');
  }

  /** The part of the text that stands outside of streams, with the last signs kept back for marks that are cut in two. */
  #outsideStreams(text: string): string {
    const data = this.#pending + text;
    let outside = this.#outsideRest;
    let at = 0;
    for (;;) {
      const mark = this.#inStream ? /endstream/g : /stream\r?\n/g;
      mark.lastIndex = at;
      const found = mark.exec(data);
      const end = found ? mark.lastIndex : Math.max(at, data.length - 9);
      if (!this.#inStream) outside += data.slice(at, end);
      at = end;
      if (!found) break;
      this.#inStream = !this.#inStream;
    }
    this.#pending = data.slice(at);
    this.#outsideRest = outside.slice(-OVERLAP);
    return outside;
  }
}

const withoutEscapes = (text: string) =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
