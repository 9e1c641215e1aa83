import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { MaskedText } from '@shouwang/platform/ui/MaskedText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import { ChevronRight, MapPin, PencilLine, Printer } from 'lucide-react';
import { Link } from 'react-router';
import { HOUSEHOLD_STATUS, HOUSEHOLD_TYPE, MONITORING_STATE, nameOf } from '../codes.ts';
import type { Household } from '../contract.ts';
import { useRevealer } from './api.ts';

function Trail({ household }: { household: Household }) {
  const { post } = useSession();
  const places = household.areaPath.filter((area) => area.code.length >= 6 && area.code.startsWith(post.areaCode));
  return (
    <nav className="sw-trail" aria-label="当前位置">
      <Link to="/households">农户档案</Link>
      {places.map((area) => (
        <span key={area.code} className="sw-row reg-trail">
          <Icon of={ChevronRight} size={12} />
          <Link to={`/households?area=${area.code}`}>{area.name}</Link>
        </span>
      ))}
    </nav>
  );
}

function Tags({ household }: { household: Household }) {
  const current = household.members.filter((one) => one.memberStatus === 'current');
  const dibao = current.filter((one) => one.dibaoStatus !== null && one.dibaoStatus !== '0').length;
  const tekun = current.some((one) => one.tekunStatus !== null && one.tekunStatus !== '0');
  const exit = household.povertyExitYear === null ? '' : ` · ${household.povertyExitYear} 年脱贫`;
  return (
    <>
      <RiskMark level={household.riskLevel} look="tag" size="large" />
      <StatusTag kind="neutral">{`${nameOf(HOUSEHOLD_TYPE, household.householdType)}${exit}`}</StatusTag>
      {dibao > 0 && <StatusTag kind="neutral">{`低保户（${dibao} 人）`}</StatusTag>}
      {tekun && <StatusTag kind="neutral">特困供养</StatusTag>}
      {household.isRelocated && <StatusTag kind="neutral">易地搬迁</StatusTag>}
      {household.monitoringState !== 'NOT_COVERED' && (
        <StatusTag kind="running">{nameOf(MONITORING_STATE, household.monitoringState)}</StatusTag>
      )}
      {household.status !== 'active' && <StatusTag kind="bad">{nameOf(HOUSEHOLD_STATUS, household.status)}</StatusTag>}
    </>
  );
}

function Numbers({ household }: { household: Household }) {
  const reveal = useRevealer(household.id);
  const may = useMay()('revealSensitive');
  const head = household.members.find((one) => one.id === household.headMemberId);
  const shown = (request: Parameters<typeof reveal>[0]) => async () => {
    const { values, expiresInSeconds } = await reveal(request);
    return { value: values[0]?.value ?? '未登记', seconds: expiresInSeconds };
  };
  const masks = [
    {
      label: '户主证件',
      mask: head?.idNumberMask ?? null,
      request: head ? ({ which: 'idNumber', memberId: head.id } as const) : null,
    },
    { label: '电话', mask: household.contactPhoneMask, request: { which: 'phone' } as const },
    { label: '一卡通', mask: household.bankAccountMask, request: { which: 'bankAccount' } as const },
  ];
  return (
    <div className="reg-numbers">
      <span>
        <Icon of={MapPin} />{' '}
        {[...household.areaPath.slice(2).map((area) => area.name), household.groupNo].filter(Boolean).join(' / ')}
      </span>
      <span>
        户编号 <b>{household.householdNo}</b>
      </span>
      {masks.map(({ label, mask, request }) => (
        <span key={label}>
          {label}{' '}
          {mask === null || request === null ? (
            <span className="sw-note">未登记</span>
          ) : (
            <MaskedText
              label={label}
              masked={mask}
              reveal={may ? (reason) => shown({ ...request, reason })() : undefined}
            />
          )}
        </span>
      ))}
      <span className="reg-version">
        第 {household.version} 版 · <DateText value={household.changedAt} form="minute" /> 更新
      </span>
    </div>
  );
}

/** Name, risk, tags, masked numbers and the acts of a household. */
export function HouseholdHeader({ household, onCorrect }: { household: Household; onCorrect: () => void }) {
  const may = useMay();
  return (
    <header className="reg-head">
      <Trail household={household} />
      <div className="reg-title">
        <h1>{household.headName}户</h1>
        <Tags household={household} />
        <div className="sw-row reg-acts sw-no-print">
          {may('submitChange') && (
            <Button icon={<Icon of={PencilLine} />} onClick={onCorrect}>
              提出更正
            </Button>
          )}
          <Button icon={<Icon of={Printer} />} onClick={() => window.print()}>
            打印本页
          </Button>
          {household.riskRunId !== null && household.riskLevel !== null && household.riskLevel < 4 && (
            <Link
              className="ant-btn ant-btn-primary reg-why"
              to={`/screening/${household.id.slice(0, 6)}:${household.riskRunId}/households/${household.id}`}
            >
              为什么提示这一户
            </Link>
          )}
        </div>
      </div>
      <Numbers household={household} />
    </header>
  );
}
