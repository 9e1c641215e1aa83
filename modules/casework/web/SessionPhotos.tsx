import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { Button } from 'antd';
import { MAX_DOCUMENT_BYTES } from '../../evidence/contract.ts';
import { uploadToSession } from './session-api.ts';

export type SessionPhotosProps = {
  at: Parameters<typeof uploadToSession>[0];
  label: string;
  many?: boolean;
  value?: string[];
  onChange?: (ids: string[]) => void;
};

/** Photographs that all households of a form share; the value is their ids, so that nothing uploaded is lost when the form is sent again. */
export function SessionPhotos({ at, label, many = false, value = [], onChange }: SessionPhotosProps) {
  return (
    <div className="sw-stack" style={{ gap: 4 }}>
      <FileDrop<{ id: string }>
        label={label}
        hint="所有户共用，只传一次；支持 .jpg .jpeg .png .pdf"
        accept=".jpg,.jpeg,.png,.pdf"
        maxBytes={MAX_DOCUMENT_BYTES}
        multiple={many}
        upload={uploadToSession(at)}
        onDone={({ id }) => onChange?.(many ? [...value, id] : [id])}
      />
      {value.length > 0 && (
        <div className="sw-row">
          <span className="sw-note">已上传 {value.length} 份</span>
          <Button size="small" type="text" onClick={() => onChange?.([])}>
            不用这些，重新上传
          </Button>
        </div>
      )}
    </div>
  );
}
