import { TreeSelect } from 'antd';
import { useEffect, useState } from 'react';
import {
  type AreaNode,
  type AreaTreeNode,
  holds,
  type LoadAreas,
  type SearchAreas,
  toTreeNode,
  withChildren,
} from './area-node.ts';
import { useDebounced } from './hooks.ts';

export type AreaSelectProps = {
  id?: string | undefined;
  value?: string | undefined;
  onChange?: ((code: string) => void) | undefined;
  /** Top of the tree: the own area. */
  roots: readonly AreaNode[];
  load: LoadAreas;
  search?: SearchAreas | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  /** For readers, where no form label stands beside it. */
  label?: string | undefined;
};

/** A division, by opening the tree level by level or by typing a name or its pinyin. Fits in an antd Form.Item. */
export function AreaSelect(props: AreaSelectProps) {
  const { roots, load, search, value, onChange, id, label } = props;
  const [tree, setTree] = useState<AreaTreeNode[]>(() => roots.map((root) => toTreeNode(root)));
  const [text, setText] = useState('');
  const [found, setFound] = useState<AreaTreeNode[] | null>(null);
  // What was picked from a search may lie in a branch that was never opened: without it the box would show the code.
  const [picked, setPicked] = useState<AreaTreeNode | null>(null);
  const asked = useDebounced(text.trim());
  useEffect(() => {
    if (!asked || !search) return setFound(null);
    let live = true;
    search(asked).then(
      (areas) => live && setFound(areas.map((area) => toTreeNode(area, true))),
      () => live && setFound([]),
    );
    return () => {
      live = false;
    };
  }, [asked, search]);
  return (
    <TreeSelect
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      {...(label ? { 'aria-label': label } : {})}
      style={{ width: '100%' }}
      treeData={found ?? (picked && picked.value === value && !holds(tree, picked.value) ? [...tree, picked] : tree)}
      treeNodeLabelProp="name"
      showSearch={search ? { searchValue: text, onSearch: setText, filterTreeNode: false } : false}
      loadData={async (node) => {
        const code = String(node.value);
        const children = await load(code);
        setTree((now) => withChildren(now, code, children));
      }}
      onChange={(code: string) => {
        setPicked(found?.find((node) => node.value === code) ?? picked);
        setText('');
        onChange?.(code);
      }}
      placeholder={props.placeholder ?? '选择地方'}
      disabled={props.disabled ?? false}
      notFoundContent="没有这个地方"
    />
  );
}
