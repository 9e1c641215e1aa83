import { Button } from 'antd';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { ThemeRoot } from './ThemeRoot.tsx';

afterEach(() => vi.unstubAllGlobals());

const html = (loading: boolean) => {
  vi.stubGlobal('document', { querySelector: () => null });
  return renderToString(
    <ThemeRoot>
      <Button loading={loading}>提交</Button>
    </ThemeRoot>,
  );
};

test('a button that works says so in Chinese, and its mark does not wait for a transition to go away', () => {
  expect(html(true)).toContain('aria-label="正在办理"');
  expect(html(true)).not.toContain('loading-icon');
  expect(html(false)).not.toContain('aria-label');
});
