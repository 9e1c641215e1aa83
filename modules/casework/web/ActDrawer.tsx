import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import { ACT_NAMES, type ActCode, type ActInput, type CaseView } from '../contract.ts';
import { ActField } from './ActField.tsx';
import { actForm, type Values } from './act-fields.ts';
import { useAct, useLookAgain } from './api.ts';
import { BlankPapers } from './BlankPapers.tsx';

export type ActDrawerProps = { act: ActCode; view: CaseView; onClose: () => void };

const STALE = 412;

/** The form of one act in a drawer. A refusal stands at its field, what was typed stays; after somebody else's act the new state is shown behind it. */
export function ActDrawer({ act, view, onClose }: ActDrawerProps) {
  const [form] = Form.useForm<Values>();
  const { message, modal } = App.useApp();
  const { today, account, post } = useSession();
  const me = { accountId: account.id, name: account.name, unit: post.roleName };
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const send = useAct(view.row.id);
  const lookAgain = useLookAgain(view.row.id);
  const spec = actForm(act, view);
  const values = Form.useWatch([], form) ?? {};

  const submit = async (typed: Values) => {
    const complete = Object.fromEntries(
      spec.fields.map((field) => [field.name, typed[field.name] ?? emptyOf(field.kind)]),
    );
    try {
      const body = spec.body?.(complete, view, me) ?? complete;
      await send.mutateAsync({ act, version: view.version, input: body as ActInput<ActCode> });
      void message.success(`已办理：${ACT_NAMES[act]}`);
      onClose();
    } catch (error) {
      if (asProblem(error).status === STALE) await lookAgain();
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  const begin = (typed: Values) => {
    const sure = spec.sure?.(typed);
    if (!sure) return submit(typed);
    modal.confirm({
      title: ACT_NAMES[act],
      content: sure,
      okText: spec.submit ?? '提交',
      cancelText: '再看看',
      onOk: () => submit(typed),
    });
    return undefined;
  };
  return (
    <Drawer open title={ACT_NAMES[act]} size={560} onClose={onClose} mask={{ closable: false }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={spec.initial?.(view, today, me) ?? {}}
        onFinish={begin}
        scrollToFirstError
      >
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        {spec.said && spec.said.length > 0 && (
          <div className="cw-said">
            <Facts facts={spec.said} />
          </div>
        )}
        <BlankPapers view={view} act={act} values={values} />
        {spec.fields
          .filter((field) => field.when?.(values) ?? true)
          .map((field) => (
            <ActField key={field.name} spec={field} view={view} />
          ))}
        {spec.effect && <p className="sw-note">{spec.effect}</p>}
        <Button type="primary" htmlType="submit" block loading={send.isPending} style={{ marginTop: 12 }}>
          {spec.submit ?? '提交'}
        </Button>
      </Form>
    </Drawer>
  );
}

/** What is sent for a field that was left empty. */
function emptyOf(kind: string): unknown {
  if (
    kind === 'choices' ||
    kind === 'files' ||
    kind === 'people' ||
    kind === 'team' ||
    kind === 'names' ||
    kind === 'groups'
  )
    return [];
  return kind === 'count' ? 0 : null;
}
