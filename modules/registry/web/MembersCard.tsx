import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { MaskedText } from '@shouwang/platform/ui/MaskedText.tsx';
import { RevealBar } from '@shouwang/platform/ui/RevealBar.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useReveal } from '@shouwang/platform/ui/use-reveal.tsx';
import { Button } from 'antd';
import { Eye } from 'lucide-react';
import {
  DISABILITY_CATEGORY,
  DISABILITY_GRADE,
  DROPOUT_REASON,
  EDUCATION,
  GENDER,
  HEALTH,
  LABOUR_ABILITY,
  nameOf,
  RELATION,
  STUDENT_STATUS,
} from '../codes.ts';
import type { DepartmentWord, Household, Member, Revealed } from '../contract.ts';
import { ageOn, isOfSchoolAge } from '../rules.ts';
import { fetchHealthWords, type Subject, useRevealer } from './api.ts';
import { HealthWords } from './HealthWords.tsx';

type Health = ReadonlyMap<string, Revealed['values'][number]>;

function healthText(member: Member, shown: Health | null) {
  if (shown === null) return <span className="sw-note">{member.healthKnown ? '已遮蔽' : '未填'}</span>;
  const value = shown.get(member.id);
  if (!value?.health) return <span className="sw-note">未填</span>;
  const disability =
    value.disabilityCategory === null
      ? ''
      : `（${nameOf(DISABILITY_CATEGORY, value.disabilityCategory).replace('残疾', '')}${nameOf(DISABILITY_GRADE, value.disabilityGrade)}）`;
  const words = value.health.map((code) => nameOf(HEALTH, code)).join('、') + disability;
  return value.health.join() === '1' ? words : <StatusTag kind="neutral">{words}</StatusTag>;
}

function workText(member: Member): string {
  if (member.studentStatus !== null) return '在校';
  if (member.isWorking === null) return '未填';
  if (!member.isWorking) return '未务工';
  return [member.workPlace ?? '务工', member.workMonths === null ? '' : `${member.workMonths} 个月`]
    .filter(Boolean)
    .join(' · ');
}

function schoolText(member: Member, today: string): string {
  if (member.studentStatus !== null) return nameOf(STUDENT_STATUS, member.studentStatus);
  if (member.dropoutReason !== null) return `未上学：${nameOf(DROPOUT_REASON, member.dropoutReason)}`;
  if (isOfSchoolAge(member.birthDate, today)) return '未填';
  return member.education === null ? '—' : nameOf(EDUCATION, member.education);
}

type Shown = {
  today: string;
  health: Health | null;
  reveal: ((memberId: string, reason: string) => Promise<{ value: string; seconds: number }>) | null;
};

function columnsOf({ today, health, reveal }: Shown): Column<Member>[] {
  return [
    { key: 'name', title: '姓名', nowrap: true, render: (one) => <b>{one.name}</b> },
    { key: 'relation', title: '关系', nowrap: true, render: (one) => nameOf(RELATION, one.relation) },
    {
      key: 'age',
      title: '性别 年龄',
      nowrap: true,
      render: (one) => `${nameOf(GENDER, one.gender)} ${ageOn(one.birthDate, today)}`,
    },
    {
      key: 'id',
      title: '证件号码',
      nowrap: true,
      hideOnPhone: true,
      render: (one) =>
        one.idNumberMask === null ? (
          <span className="sw-note">未填</span>
        ) : (
          <MaskedText
            label={`${one.name}的证件号码`}
            masked={one.idNumberMask}
            reveal={reveal ? (reason) => reveal(one.id, reason) : undefined}
          />
        ),
    },
    { key: 'health', title: '健康状况', render: (one) => healthText(one, health) },
    {
      key: 'labour',
      title: '劳动能力',
      hideOnPhone: true,
      render: (one) => nameOf(LABOUR_ABILITY, one.labourAbility).replace('弱劳动力或半劳动力', '弱（半）劳动力'),
    },
    { key: 'work', title: '务工', hideOnPhone: true, render: workText },
    { key: 'school', title: '就学或学历', hideOnPhone: true, render: (one) => schoolText(one, today) },
  ];
}

export type MembersCardProps = {
  household: Household;
  onCorrect: (subject: Subject) => void /** With those who left. */;
  all?: boolean;
};

/** The people of a household; health appears only after a reason, with a countdown. */
export function MembersCard({ household, onCorrect, all = false }: MembersCardProps) {
  const { today } = useSession();
  const may = useMay();
  const revealer = useRevealer(household.id);
  const health = useReveal<{ facts: Health; words: DepartmentWord[] | null }>('健康信息', async (reason) => {
    const { values, expiresInSeconds } = await revealer({ which: 'health', reason });
    const facts = new Map(values.map((value) => [value.memberId ?? '', value]));
    return { value: { facts, words: await fetchHealthWords(household.id) }, seconds: expiresInSeconds };
  });
  const revealId = async (memberId: string, reason: string) => {
    const { values, expiresInSeconds } = await revealer({ which: 'idNumber', memberId, reason });
    return { value: values[0]?.value ?? '未登记', seconds: expiresInSeconds };
  };
  const current = household.members.filter((one) => one.memberStatus === 'current');
  const columns = columnsOf({
    today,
    health: health.value?.facts ?? null,
    reveal: may('revealSensitive') ? revealId : null,
  });
  if (may('submitChange')) {
    columns.push({
      key: 'act',
      title: '操作',
      hideTitle: true,
      align: 'right',
      nowrap: true,
      render: (one) => (
        <button
          type="button"
          className="sw-act"
          aria-label={`更正${one.name}`}
          onClick={() => onCorrect({ memberId: one.id })}
        >
          更正
        </button>
      ),
    });
  }
  const extra = may('revealSensitive') && health.value === null && (
    <Button size="small" type="text" icon={<Icon of={Eye} size={14} />} onClick={health.ask}>
      查看健康状况
    </Button>
  );
  return (
    <Card
      title="家庭成员"
      note={`${current.length} 人，共享收支 ${current.filter((one) => one.sharesIncome).length} 人`}
      extra={extra}
      flush
    >
      {health.modal}
      {health.value !== null && (
        <>
          <RevealBar
            what="健康信息"
            reason={health.reason}
            secondsLeft={health.secondsLeft ?? 0}
            onMask={health.mask}
          />
          <HealthWords household={household} words={health.value.words} onCorrect={onCorrect} />
        </>
      )}
      <DataTable
        label="家庭成员"
        query={listOf(current)}
        columns={columns}
        rowKey={(one) => one.id}
        empty={{ title: '没有现有成员', text: '登记成员后会出现在这里。' }}
      />
      {all && household.members.length > current.length && (
        <div className="reg-left">
          {household.members
            .filter((one) => one.memberStatus === 'left')
            .map((one) => (
              <p key={one.id} className="sw-note">
                {one.name}（{nameOf(RELATION, one.relation)}）{one.changeDate} 起不再是成员
              </p>
            ))}
        </div>
      )}
    </Card>
  );
}
