import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { rangeWords } from './list-query.ts';
import type { Cursor } from './use-cursor.ts';

export type TableFootProps = {
  at: Parameters<typeof rangeWords>[0];
  cursor?: Cursor | undefined;
  nextCursor: string | null;
  exportAct?: ReactNode;
};

/** Range, total, export and the two steps of a list. */
export function TableFoot({ at, cursor, nextCursor, exportAct }: TableFootProps) {
  return (
    <div className="sw-table-foot">
      <span>{rangeWords(at)}</span>
      <div className="sw-row">
        {exportAct}
        {cursor && (
          <>
            <Button
              size="small"
              type="text"
              icon={<Icon of={ChevronLeft} size={14} />}
              disabled={cursor.page <= 1}
              onClick={cursor.previous}
            >
              上一页
            </Button>
            <Button
              size="small"
              type="text"
              icon={<Icon of={ChevronRight} size={14} />}
              iconPlacement="end"
              disabled={!nextCursor}
              onClick={() => nextCursor && cursor.next(nextCursor)}
            >
              下一页
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
