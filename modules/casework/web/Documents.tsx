import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import type { Document } from '../../evidence/contract.ts';
import { documentUrl } from './api.ts';

export type DocumentsProps = { documents: readonly Document[]; steps: readonly string[] };

/** So many photographs stand open; the rest is shown when asked for. */
const OPEN_PICTURES = 8;

function Photographs({ pictures }: { pictures: readonly Document[] }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? pictures : pictures.slice(0, OPEN_PICTURES);
  const rest = pictures.length - shown.length;
  return (
    <div className="cw-photos">
      {shown.map((one) => (
        <a key={one.id} href={documentUrl(one.id)} target="_blank" rel="noreferrer">
          <img src={documentUrl(one.id)} alt={`${one.title}，${one.uploadedBy}`} loading="lazy" />
        </a>
      ))}
      {rest > 0 && (
        <button type="button" className="sw-act" onClick={() => setWhole(true)}>
          还有 {rest} 张
        </button>
      )}
    </div>
  );
}

/** Photographs and papers of some steps: small pictures, and buttons that open the PDF. */
export function Documents({ documents, steps }: DocumentsProps) {
  const mine = documents.filter((one) => one.step !== null && steps.includes(one.step));
  const pictures = mine.filter((one) => one.mime.startsWith('image/'));
  const latest = new Map(mine.filter((one) => !one.mime.startsWith('image/')).map((one) => [one.title, one]));
  if (mine.length === 0) return null;
  return (
    <>
      {pictures.length > 0 && <Photographs pictures={pictures} />}
      {latest.size > 0 && (
        <div className="cw-papers">
          {[...latest.values()].map((one) => (
            <a key={one.id} className="sw-act sw-row" href={documentUrl(one.id)} target="_blank" rel="noreferrer">
              <Icon of={FileText} size={12} />
              {one.title}
            </a>
          ))}
        </div>
      )}
    </>
  );
}
