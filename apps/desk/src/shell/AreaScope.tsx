import { AreaPicker } from '@shouwang/platform/ui/AreaPicker.tsx';
import type { AreaNode } from '@shouwang/platform/ui/area-node.ts';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { useAreaScope, useSession } from '@shouwang/platform/ui/session.ts';
import { useQuery } from '@tanstack/react-query';

import { ChevronDown, MapPin } from 'lucide-react';
import { useCallback, useState } from 'react';
import { getArea, loadAreas, searchAreas } from '../session-api.ts';
import { TopPopover } from './TopPopover.tsx';

/** Name of the place in the address; the own place needs no question. */
function useAreaName(code: string, own: AreaNode): string {
  const { data } = useQuery({
    queryKey: ['areas', code],
    queryFn: () => getArea(code),
    enabled: code !== own.code,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return code === own.code ? own.name : (data?.area.shortName ?? '…');
}

/** The place that all lists are narrowed to, kept in the address. */
export function AreaScope() {
  const { post } = useSession();
  const own = { code: post.areaCode, name: post.areaName };
  const [code, setCode] = useAreaScope();
  const [open, setOpen] = useState(false);
  const name = useAreaName(code, own);
  const search = useCallback((text: string) => searchAreas(text, post.areaCode), [post.areaCode]);
  const pick = (area: AreaNode) => {
    setOpen(false);
    setCode(area.code);
  };
  return (
    <TopPopover
      open={open}
      onOpenChange={setOpen}
      placement="bottomLeft"
      content={<AreaPicker own={own} value={code} load={loadAreas} search={search} onPick={pick} />}
    >
      <button type="button" className="desk-scope" aria-expanded={open} aria-label={`当前地方：${name}，点开切换`}>
        <Icon of={MapPin} />
        <span>{name}</span>
        <Icon of={ChevronDown} size={14} />
      </button>
    </TopPopover>
  );
}
