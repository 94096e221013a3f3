/** A column of a VirtualTable. */
export interface TableColumn {
  readonly key: string;
  readonly label: string;
  /** Said in a tooltip of the head. */
  readonly help?: string;
  readonly isLabelHidden?: boolean;
  /** A track of a CSS grid, and the least width in pixels that it may take. */
  readonly width: string;
  readonly minimumWidth: number;
  readonly align: 'left' | 'right';
  readonly sortable: boolean;
  /** Whether the first click sorts from high to low. */
  readonly startsDescending?: boolean;
}

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}
