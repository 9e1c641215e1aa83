import type { QualityFinding, QualityFindings } from '../contract.ts';
import { specsOf } from './correction-fields.ts';

/** Where a finding is mended: at a field of the correction form, on a page of the file, or in the work on the case. */
export type Mending =
  | { kind: 'field'; field: string; label: string }
  | { kind: 'tab'; tab: 'members' | 'income'; label: string }
  | { kind: 'visit' };

/** Where a finding is mended; a finding of the whole household about its people leads to the people. */
export function mendingOf({ field, memberId }: Pick<QualityFinding, 'field' | 'memberId'>): Mending {
  const spec = specsOf(memberId).get(field);
  if (spec) return { kind: 'field', field, label: spec.label };
  if (field === 'income') return { kind: 'tab', tab: 'income', label: '看收支' };
  return field === 'case' ? { kind: 'visit' } : { kind: 'tab', tab: 'members', label: '看成员' };
}

const TODO = {
  members: '请核对成员登记后更正。',
  income: '请核对收支明细，补录或冲销。',
} as const;

/** What to do about a finding, in one or two sentences. */
export function todoOf(finding: QualityFinding): string {
  const mending = mendingOf(finding);
  const first =
    mending.kind === 'field'
      ? `请核对“${mending.label}”后更正。`
      : mending.kind === 'tab'
        ? TODO[mending.tab]
        : '请安排走访并记录。';
  if (finding.exempted) return '豁免期内不影响办理，到期后重新核对。';
  return finding.severity === 'error' ? `${first}确属实情的，申请豁免。` : `${first}只是提醒，不影响办理。`;
}

/** What was asked and decided about a finding; null while nothing was. */
export function exemptionWords({ exemption }: QualityFinding): string | null {
  if (!exemption) return null;
  const { askedByName, askedOn, days, decidedByName, expiresOn } = exemption;
  const reason = exemption.reason === null ? '理由涉及健康，已遮蔽' : `理由：${exemption.reason}`;
  if (exemption.state === 'asked') return `${askedByName} ${askedOn} 申请豁免 ${days} 天，等待镇或县决定。${reason}`;
  if (exemption.state === 'refused')
    return `${decidedByName}没有同意豁免${exemption.opinion === null ? '' : `：${exemption.opinion}`}`;
  return exemption.expired
    ? `豁免已于 ${expiresOn} 到期，请重新核对。`
    : `${decidedByName}同意豁免，${expiresOn} 起重新核对。${reason}`;
}

/** The findings with what was revealed of them: the list moves on, the words are those that were opened. */
export function withRevealed(items: QualityFindings['items'], revealed: QualityFindings['items'] | null) {
  const opened = new Map(revealed?.map((one) => [one.key, one]));
  return items.map((item): QualityFinding => {
    const plain = item.masked ? opened.get(item.key) : undefined;
    if (!plain) return item;
    const { code, message, field } = plain;
    const same = item.exemption && plain.exemption?.id === item.exemption.id ? plain.exemption : null;
    const exemption = item.exemption && { ...item.exemption, reason: same?.reason ?? null };
    return { ...item, code, message, field, masked: false, exemption };
  });
}
