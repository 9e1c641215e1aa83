import { MaskedText } from '@shouwang/platform/ui/MaskedText.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { revealHealthNote } from './api.ts';

/** The sealed note on health of a visit: shown for a while after a reason. */
export function HealthNoteText({ caseId }: { caseId: string }) {
  const may = useMay()('revealHealthNote');
  const reveal = async (reason: string) => {
    const { note, expiresInSeconds } = await revealHealthNote(caseId, reason);
    return { value: note, seconds: expiresInSeconds };
  };
  return <MaskedText label="健康情况" masked="已加密保存" reveal={may ? reveal : undefined} />;
}
