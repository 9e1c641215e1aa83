import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { Bath, Droplets, GraduationCap, House, type LucideIcon, Stethoscope, Zap } from 'lucide-react';
import { HOUSE_GRADE, HOUSE_STRUCTURE, nameOf, SAFE_HOUSE_EXCEPTION, WATER_SOURCE } from '../codes.ts';
import type { DepartmentWord, Household, WordTopic } from '../contract.ts';
import { guaranteesOf, isOfSchoolAge, type Secured } from '../rules.ts';
import type { Subject } from './api.ts';
import { LivingWords } from './LivingWords.tsx';
import './registry.css';

const LOOK: Record<Secured, { kind: StatusKind; word: string }> = {
  secured: { kind: 'ok', word: '有保障' },
  open: { kind: 'bad', word: '有缺口' },
  unknown: { kind: 'waiting', word: '待核' },
};

type Item = { icon: LucideIcon; label: string; state: Secured; fact: string; topics?: readonly WordTopic[] };

function pupilsText(household: Household, today: string): string {
  const pupils = household.members.filter(
    (one) => one.memberStatus === 'current' && isOfSchoolAge(one.birthDate, today),
  );
  if (pupils.length === 0) return '没有义务教育适龄成员';
  const out = pupils.filter((one) => one.studentStatus === null).length;
  return out === 0 ? `${pupils.length} 人在校，无辍学` : `${pupils.length} 人适龄，${out} 人没有在校记录`;
}

function insuredText(household: Household): string {
  const current = household.members.filter((one) => one.memberStatus === 'current');
  const insured = current.filter((one) => one.medicalInsured === true).length;
  const unknown = current.filter((one) => one.medicalInsured === null).length;
  if (insured === current.length) return `${current.length} 人全部参保`;
  return [
    `${insured} 人参保`,
    current.length - insured - unknown > 0 ? `${current.length - insured - unknown} 人未参保` : '',
    unknown > 0 ? `${unknown} 人未知` : '',
  ]
    .filter(Boolean)
    .join('，');
}

function itemsOf(household: Household, today: string): Item[] {
  const { living } = household;
  const made = guaranteesOf(household, today);
  const house = [
    living.houseStructure && nameOf(HOUSE_STRUCTURE, living.houseStructure),
    living.houseAreaM2 === null ? '' : `${living.houseAreaM2} ㎡`,
  ]
    .filter(Boolean)
    .join(' ');
  const missing = [
    living.electricity === false && '没有通电',
    living.roadPaved === false && '入户路未硬化',
    living.hasNetwork === false && '没有网络',
  ]
    .filter(Boolean)
    .join('，');
  const outage = living.waterOutageDays === null ? '停水天数未知' : `年停水 ${living.waterOutageDays} 天`;
  return [
    {
      icon: GraduationCap,
      label: '义务教育',
      state: made.education,
      fact: pupilsText(household, today),
      topics: ['studentStatus'],
    },
    { icon: Stethoscope, label: '基本医疗', state: made.medical, fact: insuredText(household) },
    {
      icon: House,
      label: '住房安全',
      state: made.housing,
      fact: [house, living.houseGrade === null ? '等级未鉴定' : nameOf(HOUSE_GRADE, living.houseGrade)]
        .filter(Boolean)
        .join('，'),
      topics: ['houseGrade', 'soleHousing'],
    },
    {
      icon: Droplets,
      label: '饮水安全',
      state: made.water,
      fact: [living.waterSource === null ? '水源未知' : nameOf(WATER_SOURCE, living.waterSource), outage].join('，'),
      topics: ['waterOutageDays', 'safeWater'],
    },
    {
      icon: Zap,
      label: '用电、道路、网络',
      state: made.facilities,
      fact: missing || (made.facilities === 'unknown' ? '部分未填，请下次走访补填' : '齐全，入户路已硬化'),
    },
    { icon: Bath, label: '卫生厕所', state: made.toilet, fact: toiletText(living) },
  ];
}

function toiletText(living: Household['living']): string {
  if (living.hasSanitaryToilet === null) return '未填，请下次走访补填';
  if (!living.hasSanitaryToilet) return '没有';
  if (living.toiletUsable === null) return '有，能否正常使用未填';
  return living.toiletUsable ? '有，能正常使用' : '有，不能正常使用';
}

const said = (flag: boolean | null) => (flag === null ? null : flag ? '是' : '否');

export type LivingCardProps = {
  household: Household;
  onCorrect: (subject: Subject) => void;
  words?: readonly DepartmentWord[] | undefined;
  details?: boolean;
};

/** The three guarantees, water and the rest of the home, with what departments say of them; what nobody asked is shown as unknown, never as no. */
export function LivingCard({ household, onCorrect, words = [], details = false }: LivingCardProps) {
  const { today } = useSession();
  const may = useMay();
  const { living } = household;
  return (
    <Card
      title="住房与保障"
      note="三保障、饮水和生活条件"
      extra={
        <>
          <span className="sw-note">
            {living.surveyedOn === null ? '没有核对日期' : `最近核对 ${living.surveyedOn}`}
          </span>
          {may('submitChange') && (
            <button type="button" className="sw-act" onClick={() => onCorrect({ memberId: null })}>
              更正
            </button>
          )}
        </>
      }
      flush
    >
      <ul className="reg-grid">
        {itemsOf(household, today).map((item) => (
          <li key={item.label} className={`reg-item reg-item-${item.state}`}>
            <span className="reg-item-icon">
              <Icon of={item.icon} size={18} />
            </span>
            <div>
              <div className="reg-item-label">
                {item.label} <StatusTag kind={LOOK[item.state].kind}>{LOOK[item.state].word}</StatusTag>
              </div>
              <b>{item.fact}</b>
              <LivingWords
                household={household}
                words={words.filter((word) => item.topics?.includes(word.topic))}
                onCorrect={onCorrect}
              />
            </div>
          </li>
        ))}
      </ul>
      {details && (
        <div className="reg-details">
          <Facts
            facts={[
              { label: '是否唯一住房', value: said(living.soleHousing) },
              {
                label: '另有安全住房',
                value:
                  living.safeHouseException === null ? null : nameOf(SAFE_HOUSE_EXCEPTION, living.safeHouseException),
              },
              { label: '建房年份', value: living.houseBuiltYear },
              {
                label: '单次取水',
                value: living.waterFetchMinutes === null ? null : `${living.waterFetchMinutes} 分钟`,
              },
              { label: '人均水量', value: living.waterQuotaLitre === null ? null : `${living.waterQuotaLitre} 升/日` },
              { label: '生活用电', value: said(living.electricity) },
              { label: '入户路硬化', value: said(living.roadPaved) },
              { label: '通网络', value: said(living.hasNetwork) },
            ]}
          />
        </div>
      )}
    </Card>
  );
}
