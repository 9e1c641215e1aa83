/** One division as pickers need it. */
export type AreaNode = {
  code: string;
  name: string;
  /** true: nothing below. */
  leaf?: boolean | undefined;
  /** Names above, for search results: 韶关市 / 翁源县. */
  path?: string | undefined;
};
/** The divisions under one. */
export type LoadAreas = (parentCode: string) => Promise<readonly AreaNode[]>;
/** Divisions by name, pinyin or initials. */
export type SearchAreas = (text: string) => Promise<readonly AreaNode[]>;

export type AreaTreeNode = {
  value: string;
  title: string;
  isLeaf: boolean;
  /** `title` without the path, for the closed box. */
  name: string;
  children?: AreaTreeNode[];
};

/** A node of the tree; search results carry their path. */
export function toTreeNode(area: AreaNode, flat = false): AreaTreeNode {
  const title = flat && area.path ? `${area.name}（${area.path}）` : area.name;
  return { value: area.code, title, name: area.name, isLeaf: flat || (area.leaf ?? area.code.length >= 12) };
}

/** The tree with the children of one node put in. */
export function withChildren(
  tree: readonly AreaTreeNode[],
  code: string,
  children: readonly AreaNode[],
): AreaTreeNode[] {
  return tree.map((node) => {
    if (node.value === code) return { ...node, children: children.map((child) => toTreeNode(child)) };
    if (!node.children || !code.startsWith(node.value)) return node;
    return { ...node, children: withChildren(node.children, code, children) };
  });
}

/** Whether a division stands in what has been loaded of the tree. */
export function holds(tree: readonly AreaTreeNode[], code: string): boolean {
  return tree.some((node) => node.value === code || (node.children !== undefined && holds(node.children, code)));
}
