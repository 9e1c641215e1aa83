import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useDemonstrationAccounts, useStepUp } from '../session-api.ts';

export type StepUpFormProps = { onGiven: () => void; onClose: () => void };

const COMPLETE = /^\d{6}$/;

/** In the demonstration nobody has an authenticator: the next code is filled in. */
function DemonstrationCode({ onCode }: { onCode: (code: string) => void }) {
  const { account } = useSession();
  const { refetch } = useDemonstrationAccounts();
  const fill = async () => {
    const { data } = await refetch();
    onCode(data?.find(({ loginName }) => loginName === account.loginName)?.code ?? '');
  };
  return (
    <div>
      {/* Never shown as loading: a click in that time would be lost, and the accounts are being asked for as the form opens. */}
      <Button size="small" onClick={() => void fill()}>
        填入演示动态码
      </Button>
    </div>
  );
}

/** The six digits of the second factor, asked for again before an act that needs them. */
export function StepUpForm({ onGiven, onClose }: StepUpFormProps) {
  const { demonstration } = useSession();
  const prove = useStepUp();
  const [code, setCode] = useState('');
  const id = useId();
  const problem = prove.error ? asProblem(prove.error) : null;
  const complete = COMPLETE.test(code);
  const submit = () => complete && prove.mutate(code, { onSuccess: onGiven });
  return (
    <Modal
      open
      title="再次核验动态码"
      width={400}
      zIndex={1200}
      okText="继续办理"
      cancelText="取消"
      okButtonProps={{ disabled: !complete, loading: prove.isPending }}
      onOk={submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="sw-stack" style={{ gap: 8 }}>
        <p>
          给出权限、带出数据、查看遮蔽的信息前要再核验一次：请填验证器上当前的 6 位数字。5 分钟内再办、30
          分钟内再查看不用重填。
        </p>
        <label htmlFor={id}>动态码</label>
        <Input
          id={id}
          autoFocus
          inputMode="numeric"
          maxLength={6}
          autoComplete="one-time-code"
          value={code}
          status={problem ? 'error' : ''}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
          onPressEnter={submit}
        />
        {problem && (
          <p role="alert" className="sw-field-error">
            {problem.detail || problem.title}
          </p>
        )}
        {demonstration && <DemonstrationCode onCode={setCode} />}
      </div>
    </Modal>
  );
}
