; Boligdesk for Windows. Built by installer/build.py, which defines VERSION, PAYLOAD and OUT.
Target amd64-unicode            ; a 32-bit installer does nothing, without a word, where only 64-bit runs
Unicode true
Name "Boligdesk"
OutFile "${OUT}"
RequestExecutionLevel user      ; for one user, no administrator
SetCompressor /SOLID lzma
SetCompressorDictSize 64
InstallDir "$LOCALAPPDATA\Programs\Boligdesk"
InstallDirRegKey HKCU "Software\Boligdesk" "InstallDir"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Boligdesk"

!include "MUI2.nsh"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Norwegian"

; A running program holds its files open: ask instead of leaving half an update.
!macro RefuseWhileRunning
  IfFileExists "$INSTDIR\python\pythonw.exe" 0 +6
    ClearErrors
    FileOpen $0 "$INSTDIR\python\pythonw.exe" a
    IfErrors 0 +2
      Abort "Boligdesk er åpent. Lukk programmet, og prøv igjen."
    FileClose $0
!macroend

Section "Boligdesk"
  !insertmacro RefuseWhileRunning
  RMDir /r "$INSTDIR\lib"       ; files of the former version must not stay behind
  RMDir /r "$INSTDIR\python"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*.*"
  FileOpen $0 "$INSTDIR\boligdesk.cmd" w
  FileWrite $0 '@"%~dp0python\python.exe" -m boligdesk %*$\r$\n'
  FileClose $0
  CreateShortCut "$SMPROGRAMS\Boligdesk.lnk" "$INSTDIR\python\pythonw.exe" "-m boligdesk"
  WriteUninstaller "$INSTDIR\avinstaller.exe"
  WriteRegStr HKCU "Software\Boligdesk" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Boligdesk"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\avinstaller.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\avinstaller.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
SectionEnd

; Offices, backups and settings lie elsewhere and stay.
Section "Uninstall"
  !insertmacro RefuseWhileRunning
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\python"
  Delete "$INSTDIR\LISENSER.txt"
  Delete "$INSTDIR\boligdesk.cmd"
  Delete "$INSTDIR\avinstaller.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Boligdesk.lnk"
  DeleteRegKey HKCU "Software\Boligdesk"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
