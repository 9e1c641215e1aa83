/** `2.8 MB`, `640 KB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Why a file is not taken, in words that say what to do; null = it is taken. */
export function refuseFile(file: { name: string; size: number }, accept: string, maxBytes: number): string | null {
  const endings = accept.split(',').map((ending) => ending.trim().toLowerCase());
  if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending)))
    return `只收 ${endings.join(' ')} 文件，请另存后再传`;
  if (file.size === 0) return '文件是空的，请核对';
  if (file.size > maxBytes) return `文件 ${fileSize(file.size)}，上限 ${fileSize(maxBytes)}，请分开上传`;
  return null;
}
