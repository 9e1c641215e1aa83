import type { ChangeDone } from '../contract.ts';

/** What is said when a proposal was sent: who decides it, and until when. */
export const sentWords = ({ level, dueOn }: ChangeDone) =>
  `已提交，由${level === 'county' ? '县级' : '镇级'}审批，${dueOn} 前办结；批准前档案不变`;
