import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Drawer } from 'antd';
import { Link } from 'react-router';
import type { GrantRequest } from '../contract.accounts.ts';
import { daysWords, loginWords, postWords } from './account-words.ts';
import { useAnswer, useTakeBack } from './accounts-api.ts';
import { DecisionForm } from './DecisionForm.tsx';

type Props = { request: GrantRequest; onClose: () => void };

function Answer({ request, onClose }: Props) {
  const answer = useAnswer();
  return (
    <DecisionForm
      words={{ yes: '同意', no: '不同意' }}
      done={{
        yes: request.kind === 'account' ? '已同意，可在账号页发放登录凭据' : '已同意，岗位生效',
        no: '已退回提出人',
      }}
      note="同意要再核验一次动态码；您的姓名和意见写进记录。"
      decide={(said) => answer.mutateAsync({ request, ...said })}
      onClose={onClose}
    />
  );
}

function TakeBack({ request, onClose }: Props) {
  const { message, modal } = App.useApp();
  const takeBack = useTakeBack();
  const ask = () =>
    modal.confirm({
      title: '撤回这份申请？',
      content: request.kind === 'account' ? '撤回后账号不再开通，登录名可另用。' : '撤回后岗位不再办理。',
      okText: '撤回',
      cancelText: '取消',
      onOk: () =>
        takeBack.mutateAsync(request).then(onClose, (error: unknown) => {
          const problem = asProblem(error);
          void message.error(problem.detail || problem.title);
        }),
    });
  return (
    <Button loading={takeBack.isPending} onClick={ask}>
      撤回申请
    </Button>
  );
}

/** One request in full, and the decision for whoever may take it. */
export function RequestDrawer({ request, onClose }: Props) {
  const facts = [
    {
      label: '为谁',
      value: <Link to={`/accounts/${request.account.id}`}>{request.account.name}</Link>,
    },
    { label: '登录名', value: <span className="sw-mono">{loginWords(request.account.loginName)}</span> },
    {
      label: '提出人',
      value: (
        <>
          {request.enteredByName}，{request.enteredByRole} <DateText value={request.enteredAt} form="minute" />
        </>
      ),
    },
    ...request.posts.map((post, index) => ({
      label: `岗位 ${index + 1}`,
      value: `${postWords(post)}（${post.title}），${daysWords(post)}`,
    })),
  ];
  return (
    <Drawer open title={request.kind === 'account' ? '开账号申请' : '加岗位申请'} size={520} onClose={onClose}>
      <div className="sw-stack">
        <Facts facts={facts} />
        {request.mayDecide && <Answer request={request} onClose={onClose} />}
        {request.mine && <TakeBack request={request} onClose={onClose} />}
        {!request.mayDecide && (
          <p className="sw-note">
            {request.mine ? '自己提的由别人同意。' : '您的岗位不能同意这份申请，等有权的人办理。'}
          </p>
        )}
      </div>
    </Drawer>
  );
}
