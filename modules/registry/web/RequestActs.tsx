import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App } from 'antd';
import type { ChangeView } from '../contract.ts';
import { useWithdrawChange } from './change-api.ts';
import { mayRevise } from './revision.ts';

/** What the proposer can do with his own request: mend it and send it again, or take it back. */
export function RequestActs({
  view,
  onRevise,
}: {
  view: ChangeView;
  onRevise?: ((view: ChangeView) => void) | undefined;
}) {
  const { message, modal } = App.useApp();
  const withdraw = useWithdrawChange();
  if (!view.mine || (view.state !== 'SUBMITTED' && view.state !== 'RETURNED')) return null;
  const say = (error: unknown) => {
    const problem = asProblem(error);
    void message.error(problem.detail || problem.title);
  };
  const take = () =>
    modal.confirm({
      title: '撤回这件申请？',
      content: '撤回后不再审批；要改须重新提出。',
      okText: '撤回',
      cancelText: '取消',
      okButtonProps: { danger: true },
      onOk: () => withdraw.mutateAsync(view).then(() => void message.success('已撤回'), say),
    });
  return (
    <>
      {onRevise && mayRevise(view) && (
        <button type="button" className="sw-act" onClick={() => onRevise(view)}>
          修改后再提交
        </button>
      )}
      <button type="button" className="sw-act" onClick={take}>
        撤回
      </button>
    </>
  );
}
