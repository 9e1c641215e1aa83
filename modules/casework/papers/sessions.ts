import { definePaper } from '@shouwang/platform/documents/paper.ts';
import { template, VERSION } from './index.ts';
import { AgendaForm } from './sessions.schemas.ts';

/** Papers of a meeting that hears several households, printed before it; what is filed is the scan with the signatures. */
export const sessionPapers = {
  'agenda-form': definePaper({
    kind: 'agenda-form',
    title: '民主评议会议记录（现场填写）',
    evidenceType: '103',
    step: 'COMPARED',
    version: VERSION,
    template: template('minutes-agenda'),
    schema: AgendaForm,
  }),
};
