import { AreaSelect } from '@shouwang/platform/ui/AreaSelect.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Form, type FormInstance, Input, Select } from 'antd';
import { useCallback, useMemo } from 'react';
import { OFFICE_NAMES, type PostWish } from '../contract.accounts.ts';
import { GRANTS, ROLE_DIGITS } from '../contract.grants.ts';
import { ROLE_NAMES, type RoleCode } from '../contract.ts';
import { loadPlaces, searchPlaces } from './accounts-api.ts';
import './accounts.css';

const LEVELS: Readonly<Record<number, string>> = { 2: '省', 4: '市', 6: '县', 9: '镇', 12: '村' };
const OFFICES = Object.entries(OFFICE_NAMES).map(([value, label]) => ({ value, label }));

/** What the form holds of a post; empty days mean no day. */
export type PostDraft = {
  role: RoleCode;
  areaCode: string;
  departmentCode?: string;
  title: string;
  validFrom?: string;
  validTo?: string;
};

/** A draft as it is asked for. */
export function toWish({ role, areaCode, departmentCode, title, validFrom, validTo }: PostDraft): PostWish {
  const office = role === 'COUNTY_DEPT' ? (departmentCode as PostWish['departmentCode'] | undefined) : undefined;
  return {
    role,
    areaCode,
    departmentCode: office ?? null,
    title,
    validFrom: validFrom || null,
    validTo: validTo || null,
  };
}

export type PostFieldsProps = {
  form: FormInstance;
  /** Where the post stands in the form: `['posts', 0]`, or nothing for a form of one post. */
  at: (string | number)[];
  /** Its place within a `Form.List`, where names of fields are relative (watching and setting them is not). */
  index?: number;
};

/** Role, place, office, title and days of a post; only roles that the reader may ask for. */
export function PostFields({ form, at, index }: PostFieldsProps) {
  const named = (field: string) => (index === undefined ? [...at, field] : [index, field]);
  const { post } = useSession();
  const role: RoleCode | undefined = Form.useWatch([...at, 'role'], form);
  const search = useCallback((text: string) => searchPlaces(text, post.areaCode), [post.areaCode]);
  const roots = useMemo(
    () => [{ code: post.areaCode, name: post.areaName, leaf: post.areaCode.length >= 12 }],
    [post.areaCode, post.areaName],
  );
  const roles = (GRANTS[post.role as RoleCode]?.enters ?? []).map((code) => ({ value: code, label: ROLE_NAMES[code] }));
  const digits = role ? ROLE_DIGITS[role] : 0;
  const choose = (next: RoleCode) => {
    form.setFieldValue([...at, 'title'], ROLE_NAMES[next]);
    form.setFieldValue([...at, 'areaCode'], ROLE_DIGITS[next] === post.areaCode.length ? post.areaCode : undefined);
  };
  return (
    <div className="acc-post">
      <Form.Item name={named('role')} label="岗位" rules={[{ required: true, message: '请选岗位' }]}>
        <Select options={roles} onChange={choose} placeholder="选择岗位" />
      </Form.Item>
      <Form.Item
        name={named('areaCode')}
        label="地方"
        extra={role ? `“${ROLE_NAMES[role]}”设在${LEVELS[digits]}一级` : '先选岗位'}
        rules={[
          { required: true, message: '请选地方' },
          {
            validator: (_rule, value?: string) =>
              !value || value.length === digits
                ? Promise.resolve()
                : Promise.reject(new Error(`请选到${LEVELS[digits] ?? ''}一级`)),
          },
        ]}
      >
        <AreaSelect roots={roots} load={loadPlaces} search={search} />
      </Form.Item>
      {role === 'COUNTY_DEPT' && (
        <Form.Item name={named('departmentCode')} label="部门" rules={[{ required: true, message: '请选部门' }]}>
          <Select options={OFFICES} showSearch={{ optionFilterProp: 'label' }} placeholder="选择部门" />
        </Form.Item>
      )}
      <Form.Item name={named('title')} label="岗位名称" rules={[{ required: true, message: '请填岗位名称' }]}>
        <Input maxLength={40} placeholder="例如：县监测股、黄塘村两委委员" />
      </Form.Item>
      <div className="acc-days">
        <Form.Item name={named('validFrom')} label="起期" extra="不填为同意之日">
          <Input type="date" />
        </Form.Item>
        <Form.Item name={named('validTo')} label="止期" extra="不填为长期">
          <Input type="date" />
        </Form.Item>
      </div>
    </div>
  );
}
