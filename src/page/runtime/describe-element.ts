/** A selector a person can find an element by: `img#hero`, `img.photo`, else its place: `div:nth-of-type(2) > img`. */
export function describeElement(element: Element): string {
  const tag = element.localName;
  if (element.id !== '') return `${tag}#${element.id}`;
  if (element.classList.length > 0) return `${tag}.${[...element.classList].join('.')}`;
  const parent = element.parentElement;
  if (parent === null || parent === document.body || parent === document.head) return tag + placeOf(element);
  return `${parent.id === '' ? parent.localName + placeOf(parent) : `#${parent.id}`} > ${tag}${placeOf(element)}`;
}

function placeOf(element: Element): string {
  const siblings = [...(element.parentElement?.children ?? [])].filter(
    (other) => other.localName === element.localName,
  );
  return siblings.length < 2 ? '' : `:nth-of-type(${siblings.indexOf(element) + 1})`;
}
