import { join } from 'node:path';
import { definePaper } from '@shouwang/platform/documents/paper.ts';
import { qrRows } from './qr.ts';
import { Announcement, Notice } from './schemas.ts';

const VERSION = '2026-03';
const template = (name: string) => join(import.meta.dirname, `${name}.typ`);

/** The papers that are posted in the village. */
export const papers = {
  notice: definePaper({
    kind: 'notice',
    title: '防返贫监测公示',
    evidenceType: '39',
    step: 'PUBLICISED',
    version: VERSION,
    template: template('notice'),
    schema: Notice,
    prepare: ({ objectionUrl }) => ({ qr: objectionUrl === null ? null : qrRows(objectionUrl) }),
  }),
  announcement: definePaper({
    kind: 'announcement',
    title: '防返贫监测公告',
    evidenceType: '39',
    step: 'ANNOUNCED',
    version: VERSION,
    template: template('announcement'),
    schema: Announcement,
    prepare: ({ complaintUrl }) => ({ qr: complaintUrl === null ? null : qrRows(complaintUrl) }),
  }),
};
