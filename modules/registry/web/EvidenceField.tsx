import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { uploadTo } from '@shouwang/platform/ui/upload.ts';
import { MAX_DOCUMENT_BYTES } from '../../evidence/contract.ts';
import { EVIDENCE_OF } from '../codes.change.ts';
import type { ChangeType } from '../contract.ts';

export type EvidenceFieldProps = {
  householdId: string;
  type: ChangeType;
  value?: string[];
  onChange?: (ids: string[]) => void;
};

/** The papers of a change; the value is their ids, so that nothing uploaded is lost when the form is sent again. */
export function EvidenceField({ householdId, type, value = [], onChange }: EvidenceFieldProps) {
  const paper = EVIDENCE_OF[type];
  return (
    <div className="sw-stack" style={{ gap: 4 }}>
      <FileDrop<{ id: string }>
        label={paper ? `上传${paper}` : '上传佐证材料（可不传）'}
        accept=".jpg,.jpeg,.png,.pdf"
        maxBytes={MAX_DOCUMENT_BYTES}
        multiple
        upload={uploadTo<{ id: string }>(`/api/households/${householdId}/change-documents?type=${type}`)}
        onDone={({ id }) => onChange?.([...value, id])}
      />
      {value.length > 0 && <span className="sw-note">已上传 {value.length} 份</span>}
    </div>
  );
}
