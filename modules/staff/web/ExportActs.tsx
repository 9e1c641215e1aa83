import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Button } from 'antd';
import { Download } from 'lucide-react';
import type { ExportRequest } from '../contract.exports.ts';
import { useFetchFile, useWithdraw } from './api.ts';

/** What the reader can do about a request now. */
export function ExportActs({ request, onOpen }: { request: ExportRequest; onOpen?: (request: ExportRequest) => void }) {
  const { message, modal } = App.useApp();
  const fetchFile = useFetchFile();
  const withdraw = useWithdraw();
  const say = (error: unknown) => {
    const problem = asProblem(error);
    void message.error(problem.detail || problem.title);
  };
  const ready = request.state === 'ready';
  const take = () =>
    modal.confirm({
      title: ready ? '现在就销毁这个文件？' : '撤回这份申请？',
      content: ready ? '销毁后不能恢复；再要用须重新申请。' : '撤回后不再审批、不生成文件。',
      okText: ready ? '销毁' : '撤回',
      cancelText: '取消',
      okButtonProps: { danger: true },
      onOk: () => withdraw.mutateAsync(request).catch(say),
    });
  if (request.mayDecide && onOpen)
    return (
      <Button size="small" type="primary" onClick={() => onOpen(request)}>
        审批
      </Button>
    );
  if (!request.mine) return null;
  const open = ['requested', 'approved', 'ready'].includes(request.state);
  return (
    <span className="sw-row" style={{ justifyContent: 'flex-end' }}>
      {ready && (
        <Button
          size="small"
          type="primary"
          icon={<Icon of={Download} size={14} />}
          loading={fetchFile.isPending}
          onClick={() => void fetchFile.mutateAsync(request).catch(say)}
        >
          下载
        </Button>
      )}
      {open && (
        <Button size="small" loading={withdraw.isPending} onClick={take}>
          {ready ? '销毁' : '撤回'}
        </Button>
      )}
    </span>
  );
}
