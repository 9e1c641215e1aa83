import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { FileText } from 'lucide-react';
import type { Document } from '../../evidence/contract.ts';
import { documentUrl } from './api.ts';

export type DocumentsProps = { documents: readonly Document[]; steps: readonly string[] };

/** Photographs and papers of some steps: small pictures, and buttons that open the PDF. */
export function Documents({ documents, steps }: DocumentsProps) {
  const mine = documents.filter((one) => one.step !== null && steps.includes(one.step));
  const pictures = mine.filter((one) => one.mime.startsWith('image/'));
  const latest = new Map(mine.filter((one) => !one.mime.startsWith('image/')).map((one) => [one.title, one]));
  if (mine.length === 0) return null;
  return (
    <>
      {pictures.length > 0 && (
        <div className="cw-photos">
          {pictures.slice(0, 8).map((one) => (
            <a key={one.id} href={documentUrl(one.id)} target="_blank" rel="noreferrer">
              <img src={documentUrl(one.id)} alt={`${one.title}，${one.uploadedBy}`} loading="lazy" />
            </a>
          ))}
        </div>
      )}
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
